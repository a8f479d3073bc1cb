using Legion.Build.Artifacts.Files;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Images.Contexts;

/// <summary>Finds what an image build may see: the Dockerfile's folder, the declared sources, and nothing else.</summary>
/// <remarks>
/// <para><c>dockerfile: containers/web/Dockerfile</c> (a file): paths are relative to the manifest's root, on which only the Dockerfile's folder and the sources are seen.</para>
/// <para><c>dockerfile: containers/web</c> (a folder): that folder is the root of the context, and the sources appear in it under their paths from the manifest's root.</para>
/// </remarks>
internal sealed class ContextReader
{
    private readonly BuildContext build;
    private readonly Dictionary<string, IReadOnlyList<FileTreeEntry>> walks = new(StringComparer.Ordinal);
    private readonly Lock walking = new();

    /// <summary>Reads contexts for one build; folders several images see are walked once.</summary>
    /// <param name="build">The build.</param>
    public ContextReader(BuildContext build) => this.build = build;

    /// <summary>The context of an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="dockerfile">Absolute path of its Dockerfile.</param>
    /// <param name="findings">Where problems are reported.</param>
    public ImageContext Read(Image image, string dockerfile, ICollection<BuildDiagnostic> findings)
    {
        var folder = Path.GetDirectoryName(dockerfile)!;
        var isFolder = Directory.Exists(Full(image.Dockerfile!));
        var root = isFolder ? folder : build.Root;
        var (ignore, ignoreFile) = ReadIgnore(root, dockerfile, findings);
        var entries = new SortedDictionary<string, ContextEntry>(StringComparer.Ordinal);
        var ignored = new Dictionary<string, ContextEntry>(StringComparer.Ordinal);
        var own = isFolder ? "" : Relative(folder);
        Add(folder, own, ignore, entries, ignored);
        foreach (var source in image.Sources)
        {
            var path = Relative(Full(source));
            if (isFolder && path.Length > 0 && entries.TryGetValue(path, out var clash) && clash.FullPath != Full(source))
            {
                findings.Add(ImageRules.ContextClash.At(build.Sources.Value(SourceMap("sources", image)), path, image.Dockerfile, image.Name));
            }

            Add(Full(source), path, ignore, entries, ignored);
        }

        return new(root, entries, ignored, ignoreFile);
    }

    private static string SourceMap(string key, Image image) => Manifest.Reading.SourceMap.PathOf("images", image.Name, key);

    private static (IgnoreList List, string? File) ReadIgnore(string root, string dockerfile, ICollection<BuildDiagnostic> findings)
    {
        // A file of the Dockerfile's own comes first (Dockerfile reference, ".dockerignore files").
        foreach (var file in new[] { dockerfile + ".dockerignore", Path.Join(root, ".dockerignore") })
        {
            if (File.Exists(file)) return (IgnoreList.Read(File.ReadAllText(file), file, findings), file);
        }

        return (IgnoreList.Empty, null);
    }

    private void Add(string fullPath, string path, IgnoreList ignore, SortedDictionary<string, ContextEntry> entries, Dictionary<string, ContextEntry> ignored)
    {
        if (FileStamp.TryRead(fullPath) is not { } stamp || IsWritten(fullPath)) return;
        var verdict = AddParents(fullPath, path, ignore, entries);
        if (path.Length > 0)
        {
            verdict = ignore.Judge(path, verdict);
            Put(new(path, fullPath, stamp), verdict.Value, entries, ignored);
        }

        if (stamp.Kind != FileKind.Directory) return;
        var verdicts = new Dictionary<string, IgnoreVerdict?>(StringComparer.Ordinal) { [""] = verdict };
        foreach (var entry in Walk(fullPath))
        {
            var inContext = path.Length == 0 ? entry.Path : path + "/" + entry.Path;
            var slash = entry.Path.LastIndexOf('/');
            var judged = ignore.Judge(inContext, verdicts[slash < 0 ? "" : entry.Path[..slash]]);
            if (entry.Stamp.Kind == FileKind.Directory) verdicts[entry.Path] = judged;
            Put(new(inContext, entry.FullPath, entry.Stamp), judged, entries, ignored);
        }
    }

    // The folders above a source are seen as well, empty but for what is declared.
    private static IgnoreVerdict? AddParents(string fullPath, string path, IgnoreList ignore, SortedDictionary<string, ContextEntry> entries)
    {
        IgnoreVerdict? verdict = null;
        var depth = path.Count(static c => c == '/');
        var folders = new List<string>();
        for (var folder = Path.GetDirectoryName(fullPath); folders.Count < depth && folder is not null; folder = Path.GetDirectoryName(folder)) folders.Insert(0, folder);
        var slash = path.IndexOf('/');
        foreach (var folder in folders)
        {
            var parent = path[..slash];
            verdict = ignore.Judge(parent, verdict);
            if ((!verdict.Value.Ignored || ignore.HasExceptions) && FileStamp.TryRead(folder) is { } stamp) entries.TryAdd(parent, new(parent, folder, stamp));
            slash = path.IndexOf('/', slash + 1);
        }

        return verdict;
    }

    private static void Put(ContextEntry entry, IgnoreVerdict verdict, SortedDictionary<string, ContextEntry> entries, Dictionary<string, ContextEntry> ignored)
    {
        if (verdict.Ignored)
        {
            ignored[entry.Path] = entry;
            return;
        }

        if (entry.Stamp.Kind == FileKind.Other) return; // a socket or device is no source
        entries[entry.Path] = entry.Stamp.Kind == FileKind.Link
            ? entry with { LinkTarget = new FileInfo(entry.FullPath).LinkTarget?.Replace(Path.DirectorySeparatorChar, '/') }
            : entry;

        // An exception may bring a file back whose folder is ignored; the folder is then there to hold it.
        for (var slash = entry.Path.LastIndexOf('/'); slash > 0; slash = entry.Path.LastIndexOf('/', slash - 1))
        {
            if (!ignored.Remove(entry.Path[..slash], out var parent)) break;
            entries[parent.Path] = parent;
        }
    }

    private IReadOnlyList<FileTreeEntry> Walk(string folder)
    {
        lock (walking)
        {
            if (!walks.TryGetValue(folder, out var entries)) walks[folder] = entries = FileTree.Walk(folder, path => !IsWritten(Path.Join(folder, path)) && !IsGit(path));
            return [.. entries.Where(entry => !IsWritten(entry.FullPath) && !IsGit(entry.Path))];
        }
    }

    // What git keeps for itself differs from clone to clone; an image that saw it could not be reproduced.
    private static bool IsGit(string path) => path == ".git" || path.EndsWith("/.git", StringComparison.Ordinal);

    private bool IsWritten(string fullPath) => build.WrittenPaths.Contains(fullPath) || fullPath == build.OutputPath || fullPath == build.IntermediatePath;

    private string Full(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, build.Root));

    private string Relative(string fullPath)
    {
        var relative = Path.GetRelativePath(build.Root, fullPath).Replace(Path.DirectorySeparatorChar, '/');
        return relative == "." ? "" : relative;
    }

}
