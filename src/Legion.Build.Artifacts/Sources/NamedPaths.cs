using Legion.Build.Manifest.Naming;

namespace Legion.Build.Artifacts.Sources;

/// <summary>Paths as the manifest writes them (relative, forward slashes), looked up below its folder letter by letter.</summary>
internal sealed class NamedPaths(string root)
{
    private readonly string root = Path.TrimEndingDirectorySeparator(root);

    public string Full(string path) => Path.GetFullPath(path.Replace('/', Path.DirectorySeparatorChar), root);

    /// <summary>True when a file or folder of just this spelling exists, also where the file system ignores case: a clone on Linux must build too.</summary>
    public bool Exists(string path)
    {
        var full = Full(path);
        if (!Path.Exists(full)) return false;
        if (OperatingSystem.IsLinux() || !IsBelow(full, root)) return true;
        for (var part = full; part.Length > root.Length; part = Path.GetDirectoryName(part)!)
        {
            var name = Path.GetFileName(part);
            if (!Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(part)!, name).Any(e => Path.GetFileName(e) == name)) return false;
        }

        return true;
    }

    /// <summary>Where a path that lies below the root by its spelling leads to through links, when that is outside; else null.</summary>
    public string? EscapesTo(string path)
    {
        var full = Full(path);
        if (full == root || !IsBelow(full, root)) return null;
        var (real, realRoot) = (Resolve(full), Resolve(root));
        return real == realRoot || IsBelow(real, realRoot) ? null : real;
    }

    /// <summary>The path with each wrong part replaced by the nearest name that exists there; null when none is near.</summary>
    public string? Nearest(string path)
    {
        var parts = path.TrimEnd('/').Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            var folder = Full(string.Join('/', parts[..i]) is { Length: > 0 } parent ? parent : ".");
            if (!Directory.Exists(folder)) return null;
            if (Exists(string.Join('/', parts[..(i + 1)]))) continue;
            var names = Directory.EnumerateFileSystemEntries(folder).Select(static e => Path.GetFileName(e)).Order(StringComparer.Ordinal);
            if (Spelling.Nearest(parts[i], names) is not { } nearest) return null;
            parts[i] = nearest;
        }

        return string.Join('/', parts);
    }

    private static bool IsBelow(string path, string folder) =>
        path.StartsWith(folder.EndsWith(Path.DirectorySeparatorChar) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The path with every link on the way followed.</summary>
    private static string Resolve(string path)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null) return path;
        var here = Path.Join(Resolve(parent), Path.GetFileName(path));
        FileSystemInfo info = Directory.Exists(here) ? new DirectoryInfo(here) : new FileInfo(here);
        return info.LinkTarget is null ? here : info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? here;
    }
}
