using Legion.Build.Artifacts.Fingerprints;
using Legion.Build.Artifacts.Python.Building;
using Legion.Build.Artifacts.Record;

namespace Legion.Build.Artifacts.Python;

/// <summary>Makes the manifest's Python packages: a wheel and an sdist each, into <c>python/</c> of the outputs.</summary>
public static class PythonStation
{
    /// <summary>Builds every package whose inputs changed.</summary>
    /// <param name="context">The build.</param>
    /// <param name="options">How to build.</param>
    /// <param name="cancellationToken">Stops running backends; outputs stay as they were.</param>
    /// <returns>The packages without errors, in manifest order; the others were reported, and their earlier outputs are untouched.</returns>
    public static async Task<IReadOnlyList<BuiltArtifact>> BuildAsync(BuildContext context, PythonOptions options, CancellationToken cancellationToken)
    {
        OutputFolder.CleanGone(context);
        if (context.Manifest.PythonPackages.IsEmpty) return [];
        var hashes = FileHashCache.Load(Path.Join(context.IntermediatePath, "python", "file-hashes"));
        var jobs = context.Manifest.PythonPackages.Select(package => new PackageJob(context, options, package, hashes)).ToList();
        BuiltArtifact?[] built;
        try
        {
            // One package on the thread that asks: through the pool, a caller that blocks, as MSBuild's does, waits for a second worker to be woken.
            if (jobs.Count == 1) await jobs[0].RunAsync(cancellationToken);
            else await Task.WhenAll(jobs.Select(job => Task.Run(() => job.RunAsync(cancellationToken), cancellationToken)));
            Save(hashes, context.Log);
        }
        finally
        {
            built = await Task.WhenAll(jobs.Select(static job => job.ResultAsync())); // where one was stopped, the others' states are written all the same
        }

        return [.. built.OfType<BuiltArtifact>()];
    }

    private static void Save(FileHashCache hashes, IBuildLog log)
    {
        try
        {
            hashes.Save();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is not remembered is read again: no reason to fail. Where a package's state cannot be written either, its job says so.
            log.Message(BuildMessageLevel.Detail, null, $"the files' hashes are not remembered: {e.Message}");
        }
    }
}
