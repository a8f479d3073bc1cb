using System.IO.Enumeration;

namespace Legion.Build.Artifacts.Files;

/// <summary>Walks folders in an order of its own, never the file system's.</summary>
public static class FileTree
{
    /// <summary>All that stands below <paramref name="root"/>, in ordinal order of the relative paths; links are reported, not followed.</summary>
    /// <param name="root">Absolute path of a folder.</param>
    /// <param name="descend">Given a folder's relative path: whether to list what is in it. Null: always.</param>
    /// <returns>Folders come before what they hold.</returns>
    public static IReadOnlyList<FileTreeEntry> Walk(string root, Func<string, bool>? descend = null)
    {
        var entries = new List<FileTreeEntry>();
        Collect(root, "", descend, entries);
        entries.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return entries;
    }

    private static void Collect(string folder, string prefix, Func<string, bool>? descend, List<FileTreeEntry> entries)
    {
        var names = new FileSystemEnumerable<string>(folder, static (ref FileSystemEntry e) => e.FileName.ToString(), new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false });
        foreach (var name in names)
        {
            var (path, fullPath) = (prefix + name, Path.Join(folder, name));
            if (FileStamp.TryRead(fullPath) is not { } stamp) continue; // gone between the listing and the look
            entries.Add(new(path, fullPath, stamp));
            if (stamp.Kind == FileKind.Directory && (descend is null || descend(path))) Collect(fullPath, path + "/", descend, entries);
        }
    }
}
