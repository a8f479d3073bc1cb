using System.Text;

using Legion.Build.Artifacts.Charts.Packaging;
using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Fingerprints;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Charts;

/// <summary>Makes the charts of a manifest: reads, lints, stamps and packages them to <c>charts/NAME-VERSION.tgz</c>.</summary>
public static class ChartStation
{
    /// <summary>Name of the folder of the packages, below the output folder.</summary>
    public const string FolderName = "charts";

    /// <summary>Makes every chart; one with an error is reported and missing from the result, its earlier package stays.</summary>
    /// <param name="context">What to make, and where.</param>
    /// <param name="options">How.</param>
    /// <param name="images">The images as built, for <c>${image:NAME}</c>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The charts, in manifest order.</returns>
    public static async Task<IReadOnlyList<BuiltArtifact>> BuildAsync(
        BuildContext context, ChartOptions options, IReadOnlyList<BuiltArtifact> images, CancellationToken cancellationToken)
    {
        var statePath = Path.Join(context.IntermediatePath, FolderName);
        var cache = FileHashCache.Load(Path.Join(statePath, "file-hashes"));
        using var queue = new ChartQueue(context, options, images, cache, cancellationToken);
        var outcomes = await queue.RunAsync();
        cache.Save();

        var findings = new List<BuildDiagnostic>();
        var built = new List<BuiltArtifact>();
        foreach (var outcome in outcomes)
        {
            foreach (var finding in outcome.Findings)
            {
                context.Log.Report(finding);
                findings.Add(finding);
            }

            if (outcome.Artifact is not { } artifact) continue;
            built.Add(artifact);
            context.Log.Message(
                BuildMessageLevel.Progress,
                artifact.Name,
                artifact.Rebuilt ? $"{artifact.Files[0].Path} made: {artifact.Reason}" : $"{artifact.Files[0].Path} is up to date");
        }

        if (options.Sarif && context.Manifest.Charts.Count > 0)
        {
            AtomicFile.WriteIfChanged(Path.Join(context.OutputPath, "charts.sarif"), Encoding.UTF8.GetBytes(SarifLog.Write(findings, context.Root)));
        }

        return built;
    }
}
