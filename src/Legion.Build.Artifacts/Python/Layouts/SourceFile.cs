using Legion.Build.Artifacts.Files;

namespace Legion.Build.Artifacts.Python.Layouts;

/// <summary>A file of a project; there is one object a file.</summary>
/// <param name="path">Relative to the project, with forward slashes.</param>
/// <param name="fullPath">Absolute; of a link: what it leads to.</param>
/// <param name="stamp">What the file system says of it; of a link: of what it leads to.</param>
internal sealed class SourceFile(string path, string fullPath, FileStamp stamp)
{
    /// <summary>Relative to the project, with forward slashes.</summary>
    public string Path => path;

    /// <summary>Absolute; of a link: what it leads to.</summary>
    public string FullPath => fullPath;

    /// <summary>What the file system says of it; of a link: of what it leads to.</summary>
    public FileStamp Stamp { get; } = stamp;

    /// <summary>Where a link leads that leaves the project; null for everything else.</summary>
    public string? LeadsOutTo { get; init; }

    /// <summary>The path's segments; several patterns look at them.</summary>
    public string[] Segments => field ??= path.Split('/');

    /// <summary>The name without folders.</summary>
    public string Name => Segments[^1];

    /// <summary>True when its owner may run it; the one permission archives keep.</summary>
    public bool IsExecutable => (Stamp.Mode & 0b001_000_000) != 0;

    /// <summary>Each path once, in ordinal order.</summary>
    /// <param name="files">Files, in any order.</param>
    public static List<SourceFile> InOrder(IEnumerable<SourceFile> files)
    {
        var ordered = files.ToList();
        if (IsInOrder(ordered)) return ordered; // most are, as they were found in that order
        var seen = new HashSet<string>(StringComparer.Ordinal);
        ordered.RemoveAll(file => !seen.Add(file.Path));
        ordered.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return ordered;
    }

    private static bool IsInOrder(List<SourceFile> files)
    {
        for (var i = 1; i < files.Count; i++)
        {
            if (string.CompareOrdinal(files[i - 1].Path, files[i].Path) >= 0) return false;
        }

        return true;
    }
}
