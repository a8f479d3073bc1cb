using Legion.Build.Artifacts.Files;

namespace Legion.Build.Artifacts.Python.Layouts;

/// <summary>The files of a project, without what versioning systems and tools keep beside them.</summary>
internal sealed class SourceTree
{
    // What no backend packages; most of it is large and changes by itself.
    private static readonly HashSet<string> Pruned = new(StringComparer.Ordinal)
    {
        ".git", ".hg", ".svn", ".hatch", ".tox", ".nox", ".venv", ".eggs", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".pixi", "__pycache__", "__pypackages__",
    };

    private readonly Dictionary<string, SourceFile> byPath = new(StringComparer.Ordinal);

    private SourceTree(string root) => Root = root;

    /// <summary>Absolute path of the project.</summary>
    public string Root { get; }

    /// <summary>All files, in ordinal order.</summary>
    public IReadOnlyList<SourceFile> Files { get; private set; } = [];

    /// <summary>All folders that hold a file somewhere below, in ordinal order.</summary>
    public IReadOnlySet<string> Folders { get; private set; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Walks a project.</summary>
    /// <param name="root">Absolute path of its folder.</param>
    /// <param name="outputs">Absolute paths of folders the build itself writes to; they are no input.</param>
    /// <param name="found">Told of each file as soon as it was found; links are none yet. Null: nobody is.</param>
    public static SourceTree Load(string root, IReadOnlyList<string> outputs, Action<FileTreeEntry>? found = null)
    {
        var tree = new SourceTree(root);
        var files = new List<SourceFile>();
        tree.Collect(root, "", outputs, files, depth: 0, found);
        files.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        foreach (var file in files) tree.byPath[file.Path] = file;
        tree.Files = files;
        tree.Folders = FoldersOf(files);
        return tree;
    }

    /// <summary>The file at a path, or null.</summary>
    /// <param name="path">Relative, with forward slashes.</param>
    public SourceFile? Find(string path) => byPath.GetValueOrDefault(path);

    /// <summary>The files below a folder; the empty path is the project itself.</summary>
    /// <param name="folder">Relative, with forward slashes.</param>
    public IEnumerable<SourceFile> Below(string folder) =>
        folder.Length == 0 ? Files : Files.Where(f => f.Path.StartsWith(folder + "/", StringComparison.Ordinal));

    /// <summary>The names of the folders directly below a folder.</summary>
    /// <param name="folder">Relative, with forward slashes.</param>
    public IEnumerable<string> FoldersIn(string folder)
    {
        var prefix = folder.Length == 0 ? "" : folder + "/";
        return Folders.Where(f => f.Length > prefix.Length && f.StartsWith(prefix, StringComparison.Ordinal) && !f[prefix.Length..].Contains('/'))
            .Select(f => f[prefix.Length..]).Order(StringComparer.Ordinal);
    }

    private static HashSet<string> FoldersOf(List<SourceFile> files)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            for (var slash = file.Path.LastIndexOf('/'); slash > 0; slash = file.Path.LastIndexOf('/', slash - 1))
            {
                if (!folders.Add(file.Path[..slash])) break;
            }
        }

        return folders;
    }

    private void Collect(string folder, string prefix, IReadOnlyList<string> outputs, List<SourceFile> files, int depth, Action<FileTreeEntry>? found = null)
    {
        bool Descend(string path) => !Pruned.Contains(path[(path.LastIndexOf('/') + 1)..])
            && !outputs.Contains(Path.Join(folder, path), StringComparer.Ordinal);

        foreach (var entry in FileTree.Walk(folder, Descend, found))
        {
            if (entry.Stamp.Kind == FileKind.File) files.Add(new SourceFile(prefix + entry.Path, entry.FullPath, entry.Stamp));
            else if (entry.Stamp.Kind == FileKind.Link) Resolve(entry, prefix, outputs, files, depth);
        }
    }

    private void Resolve(FileTreeEntry link, string prefix, IReadOnlyList<string> outputs, List<SourceFile> files, int depth)
    {
        var target = File.ResolveLinkTarget(link.FullPath, returnFinalTarget: true);
        if (target is null || FileStamp.TryRead(target.FullName) is not { } stamp) return; // leads nowhere: backends skip it too
        if (!target.FullName.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            files.Add(new SourceFile(prefix + link.Path, target.FullName, stamp) { LeadsOutTo = target.FullName });
        }
        else if (stamp.Kind == FileKind.File)
        {
            files.Add(new SourceFile(prefix + link.Path, target.FullName, stamp));
        }
        else if (stamp.Kind == FileKind.Directory && depth < 8 && !link.FullPath.StartsWith(target.FullName + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            // Links to folders may lead to each other; backends follow a few and stop.
            Collect(target.FullName, prefix + link.Path + "/", outputs, files, depth + 1);
        }
    }
}
