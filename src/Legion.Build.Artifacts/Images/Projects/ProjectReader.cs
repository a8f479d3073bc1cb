using Legion.Build.Artifacts.Fingerprints;
using Legion.Build.Artifacts.Images.Engines;
using Legion.Build.Artifacts.Images.Planning;

namespace Legion.Build.Artifacts.Images.Projects;

/// <summary>Completes images that are projects with what they are made from. MSBuild, which takes a second, is asked again only when its answer may be another.</summary>
/// <param name="build">The build.</param>
/// <param name="hashes">Remembers the files' hashes.</param>
/// <param name="folder">Absolute path of the folder for what is remembered.</param>
internal sealed class ProjectReader(BuildContext build, FileHashCache hashes, string folder)
{
    private readonly DotnetSdk sdk = new(build, EngineEnvironment.Machine);
    private readonly HashSet<string> names = [.. build.Manifest.Images.Select(static image => image.Name)];
    private readonly SortedSet<string> outside = new(StringComparer.Ordinal);

    /// <summary>Absolute paths of files that lie outside the manifest's folder.</summary>
    public IReadOnlyCollection<string> Outside => outside;

    /// <summary>Completes images; problems are reported.</summary>
    /// <param name="images">Images of all kinds.</param>
    /// <param name="cancellation">Ends MSBuild.</param>
    /// <returns>Those that can be built.</returns>
    public async Task<IReadOnlyList<PreparedImage>> CompleteAsync(IReadOnlyList<PreparedImage> images, CancellationToken cancellation)
    {
        var complete = new List<PreparedImage>();
        foreach (var image in images)
        {
            try
            {
                complete.Add(image.Image.Project is null ? image : await CompleteAsync(image, cancellation));
            }
            catch (ImageBuildException e)
            {
                build.Log.Report(e.Diagnostic);
            }
        }

        return complete;
    }

    private async Task<PreparedImage> CompleteAsync(PreparedImage image, CancellationToken cancellation)
    {
        var path = Path.Join(folder, "project-" + Uri.EscapeDataString(image.Image.Name));
        if (ProjectMemory.TryRead(path) is { } memory && memory.Reports.Count == image.Platforms.Count)
        {
            var known = new ProjectScene(build, image, memory.Reports);
            if (known.Key(image, sdk, hashes) == memory.Key) return With(image, memory.Reports, known);
        }

        var scratch = Path.Join(folder, "scratch", Path.GetRandomFileName());
        Directory.CreateDirectory(scratch);
        try
        {
            build.Log.Message(BuildMessageLevel.Detail, image.Image.Name, $"asking MSBuild what {image.Image.Project} is made from");
            var inquiry = new ProjectInquiry(sdk);
            var reports = new List<ProjectReport>();
            foreach (var platform in image.Platforms) reports.Add(await inquiry.AskAsync(image, platform, scratch, cancellation));
            var scene = new ProjectScene(build, image, reports);
            new ProjectMemory(scene.Key(image, sdk, hashes), reports).Write(path);
            return With(image, reports, scene);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private PreparedImage With(PreparedImage image, IReadOnlyList<ProjectReport> reports, ProjectScene scene)
    {
        outside.UnionWith(scene.Outside);
        return image with
        {
            Context = scene.Context,
            Projects = reports,
            Needs = [.. reports.Select(static report => report.BaseImage).Where(name => names.Contains(name) && name != image.Image.Name).Distinct().Order(StringComparer.Ordinal)],
        };
    }
}
