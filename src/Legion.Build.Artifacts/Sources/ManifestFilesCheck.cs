using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;

namespace Legion.Build.Artifacts.Sources;

/// <summary>The rules of the manifest that need the disk: does what it names exist, and below its own folder?</summary>
public sealed class ManifestFilesCheck
{
    private readonly DistributionManifest manifest;
    private readonly SourceMap sources;
    private readonly NamedPaths paths;
    private readonly List<BuildDiagnostic> diagnostics = [];

    private ManifestFilesCheck(DistributionManifest manifest, SourceMap sources, string root)
    {
        this.manifest = manifest;
        this.sources = sources;
        paths = new(root);
    }

    /// <summary>Looks for the files of every artifact.</summary>
    /// <param name="reading">What the reader gave.</param>
    /// <param name="root">Absolute folder of the manifest.</param>
    /// <returns>The model without the artifacts whose files are missing, and all findings.</returns>
    public static CheckedManifest Check(ManifestReading reading, string root)
    {
        if (reading.Manifest is null) return new(null, reading.Sources, reading.Diagnostics);
        var check = new ManifestFilesCheck(reading.Manifest, reading.Sources, root);
        var good = reading.Manifest with
        {
            Charts = reading.Manifest.Charts.Where(check.IsThere).ToEquatableArray(),
            Images = reading.Manifest.Images.Where(check.IsThere).ToEquatableArray(),
            PythonPackages = reading.Manifest.PythonPackages.Where(check.IsThere).ToEquatableArray(),
        };
        return new(good, reading.Sources, reading.Diagnostics.Concat(check.diagnostics).ToEquatableArray());
    }

    private bool IsThere(Chart chart)
    {
        var place = SourceMap.PathOf("charts", chart.Name);
        CheckDocs(chart, place);
        return IsFolder($"Chart '{chart.Name}'", chart.Path, place + "/path");
    }

    private bool IsThere(PythonPackage package)
    {
        var (place, who) = (SourceMap.PathOf("python", package.Name), $"Python package '{package.Name}'");
        CheckDocs(package, place);
        return IsFolder(who, package.Path, place + "/path")
            && (package.VersionFile is null || IsFile(who, "the version file", package.Path.TrimEnd('/') + "/" + package.VersionFile, place + "/versionFile"));
    }

    private bool IsThere(Image image)
    {
        var (place, who) = (SourceMap.PathOf("images", image.Name), $"Image '{image.Name}'");
        CheckDocs(image, place);
        var good = image switch
        {
            { Dockerfile: { } dockerfile } => IsDockerfile(who, dockerfile, place + "/dockerfile"),
            { Project: { } project } => IsFile(who, "the project", project, place + "/project"),
            _ => true,
        };
        for (var i = 0; i < image.Sources.Count; i++)
            good &= Exists(who, "the source", image.Sources[i], FormattableString.Invariant($"{place}/sources/{i}"));
        return good;
    }

    private bool IsDockerfile(string who, string path, string place)
    {
        if (!Exists(who, "the Dockerfile", path, place)) return false;
        return !Directory.Exists(paths.Full(path)) || IsFile(who, "a folder without a Dockerfile; it needs", path.TrimEnd('/') + "/Dockerfile", place);
    }

    private bool IsFolder(string who, string path, string place)
    {
        if (!Exists(who, "the folder", path, place)) return false;
        return Directory.Exists(paths.Full(path)) || Fail(SourceRules.WrongKind, place, who, "a folder", path, "a file");
    }

    private bool IsFile(string who, string what, string path, string place)
    {
        if (!Exists(who, what, path, place)) return false;
        return File.Exists(paths.Full(path)) || Fail(SourceRules.WrongKind, place, who, "a file", path, "a folder");
    }

    private bool Exists(string who, string what, string path, string place)
    {
        if (!paths.Exists(path)) return Fail(SourceRules.PathMissing, place, who, what, path, EndOf(path));
        return paths.EscapesTo(path) is not { } outside || Fail(SourceRules.LeavesRoot, place, who, path, outside);
    }

    private void CheckDocs(Artifact artifact, string place)
    {
        if (artifact.Docs is not { } first) return;
        if (artifact.MoreDocs.IsEmpty)
        {
            CheckDocs(artifact, first, place + "/docs");
            return;
        }

        CheckDocs(artifact, first, place + "/docs/0");
        for (var i = 0; i < artifact.MoreDocs.Count; i++) CheckDocs(artifact, artifact.MoreDocs[i], FormattableString.Invariant($"{place}/docs/{i + 1}"));
    }

    private void CheckDocs(Artifact artifact, string link, string place)
    {
        if (IsAbsolute(link) || manifest.Documentation is not { } folder || IsAbsolute(folder)) return;
        var file = link.Split('#', '?')[0];
        var path = folder.TrimEnd('/') + "/" + file;
        if (file.Length > 0 && !paths.Exists(path))
            diagnostics.Add(SourceRules.DocumentationMissing.At(sources.Value(place), $"'{artifact.Name}'", link, EndOf(path), folder));
    }

    /// <summary>How the sentence on a path that is not there ends.</summary>
    private string EndOf(string path) => paths.Nearest(path) is { } nearest ? $"; did you mean '{nearest}'?" : ".";

    private bool Fail(Rule rule, string place, params object?[] arguments)
    {
        diagnostics.Add(rule.At(sources.Value(place), arguments));
        return false;
    }

    private static bool IsAbsolute(string link) => link.Contains("://", StringComparison.Ordinal) || link.StartsWith("mailto:", StringComparison.Ordinal);
}
