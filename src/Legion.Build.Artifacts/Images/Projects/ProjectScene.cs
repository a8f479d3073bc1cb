using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Fingerprints;
using Legion.Build.Artifacts.Images.Contexts;
using Legion.Build.Artifacts.Images.Planning;

namespace Legion.Build.Artifacts.Images.Projects;

/// <summary>All files a project is made from: its folder, the folders of the projects it refers to, and what they name elsewhere.</summary>
internal sealed class ProjectScene
{
    // What MSBuild, NuGet and the compilers look for in the folders above a project (and take from the nearest).
    private static readonly string[] LookedFor =
        ["Directory.Build.props", "Directory.Build.targets", "Directory.Build.rsp", "Directory.Packages.props", "global.json", "nuget.config", "NuGet.config", "NuGet.Config", ".editorconfig", ".globalconfig"];

    private readonly BuildContext build;
    private readonly HashSet<string> evaluated = new(StringComparer.Ordinal);
    private readonly string[] folders;
    private readonly List<string> whole = [];
    private readonly SortedDictionary<string, ContextEntry> entries = new(StringComparer.Ordinal);

    /// <summary>Looks at the files.</summary>
    /// <param name="build">The build.</param>
    /// <param name="prepared">The image.</param>
    /// <param name="reports">What MSBuild said.</param>
    public ProjectScene(BuildContext build, PreparedImage prepared, IReadOnlyList<ProjectReport> reports)
    {
        this.build = build;
        folders = [.. reports.SelectMany(static report => report.Projects).Append(prepared.File).Select(static path => Path.GetDirectoryName(path)!).Distinct().Order(StringComparer.Ordinal)];
        evaluated.UnionWith(reports.SelectMany(static report => report.Projects.Concat(report.Imports)));
        evaluated.UnionWith(folders.SelectMany(Above).Distinct().SelectMany(static folder => LookedFor.Select(name => Path.Join(folder, name))).Where(File.Exists));
        foreach (var folder in folders.Where(folder => Directory.Exists(folder) && !whole.Exists(known => IsBelow(folder, known)))) // folders come after those they lie in
        {
            whole.Add(folder);
            AddFolder(folder);
        }

        foreach (var file in evaluated.Concat(reports.SelectMany(static report => report.Items)).Where(file => !whole.Exists(known => IsBelow(file, known)) && !IsWritten(file))) AddFile(file);
        Context = new(build.Root, entries, [], null);
    }

    /// <summary>The files, as what the image may see.</summary>
    public ImageContext Context { get; }

    /// <summary>Folders that lie outside the manifest's folder, and files that lie in none of them.</summary>
    public IEnumerable<string> Outside => Context.Entries.Select(static entry => entry.FullPath).Where(path => !whole.Exists(known => IsBelow(path, known))).Concat(whole).Where(path => !IsBelow(path, build.Root));

    /// <summary>Hash of all that what MSBuild says depends on: the content of what it evaluates, and which other files there are.</summary>
    /// <param name="prepared">The image.</param>
    /// <param name="sdk">The SDK.</param>
    /// <param name="hashes">Remembers the files' hashes.</param>
    public string Key(PreparedImage prepared, DotnetSdk sdk, FileHashCache hashes)
    {
        using var key = new FingerprintBuilder();
        key.Add("project", prepared.File).Add("platforms", string.Join(' ', prepared.Platforms)).Add("version", sdk.Version).Add("sdks", sdk.Installed);
        foreach (var entry in Context.Entries) key.Add(entry.FullPath, evaluated.Contains(entry.FullPath) && entry.Stamp.Kind == FileKind.File ? hashes.Sha256(entry.FullPath, entry.Stamp) : null);
        return key.Build();
    }

    private static IEnumerable<string> Above(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at)) yield return at;
    }

    private static bool IsBelow(string path, string folder) =>
        path == folder || path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // What builds write is no input, be it ours, that of the projects, or git's own.
    private bool IsWritten(string path) => Path.GetFileName(path) == ".git" || build.WrittenPaths.Append(build.OutputPath).Append(build.IntermediatePath).Any(written => IsBelow(path, written))
        || folders.Any(folder => IsBelow(path, Path.Join(folder, "bin")) || IsBelow(path, Path.Join(folder, "obj")));

    private void AddFolder(string folder)
    {
        foreach (var entry in FileTree.Walk(folder, path => !IsWritten(Path.Join(folder, path))).Where(entry => entry.Stamp.Kind != FileKind.Other && !IsWritten(entry.FullPath))) Add(entry.FullPath, entry.Stamp);
    }

    private void AddFile(string file)
    {
        if (FileStamp.TryRead(file) is { Kind: FileKind.File or FileKind.Link } stamp) Add(file, stamp);
    }

    private void Add(string path, FileStamp stamp)
    {
        var relative = Path.GetRelativePath(build.Root, path).Replace(Path.DirectorySeparatorChar, '/');
        entries[relative] = new(relative, path, stamp) { LinkTarget = stamp.Kind == FileKind.Link ? new FileInfo(path).LinkTarget?.Replace(Path.DirectorySeparatorChar, '/') : null };
    }
}
