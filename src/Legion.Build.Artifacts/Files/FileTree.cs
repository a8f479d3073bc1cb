using System.IO.Enumeration;

namespace Legion.Build.Artifacts.Files;

/// <summary>Walks folders in an order of its own, never the file system's.</summary>
public static class FileTree
{
    // Looking at a file takes microseconds, so fewer than these are not worth a second thread.
    private const int Many = 48;

    /// <summary>All that stands below <paramref name="root"/>, in ordinal order of the relative paths; links are reported, not followed.</summary>
    /// <param name="root">Absolute path of a folder.</param>
    /// <param name="descend">Given a folder's relative path: whether to list what is in it. Null: always.</param>
    /// <param name="found">Told of each entry as soon as it was looked at, in no particular order; the other processors are then taken to be busy with that.</param>
    /// <returns>Folders come before what they hold.</returns>
    public static IReadOnlyList<FileTreeEntry> Walk(string root, Func<string, bool>? descend = null, Action<FileTreeEntry>? found = null)
    {
        var entries = new List<FileTreeEntry>();
        Collect(root, "", descend, found, entries);
        entries.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return entries;
    }

    private static void Collect(string folder, string prefix, Func<string, bool>? descend, Action<FileTreeEntry>? found, List<FileTreeEntry> entries)
    {
        string[] names = [.. new FileSystemEnumerable<string>(folder, static (ref FileSystemEntry e) => e.FileName.ToString(), new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })];
        var ahead = found is null && names.Length >= Many && OperatingSystem.IsLinux() ? LookAtAll(folder, names) : null;
        for (var i = 0; i < names.Length; i++)
        {
            var (fullPath, looked) = ahead is null ? Look(folder, names[i]) : ahead[i];
            if (looked is not { } stamp) continue; // gone between the listing and the look
            var entry = new FileTreeEntry(prefix + names[i], fullPath, stamp);
            entries.Add(entry);
            found?.Invoke(entry);
            if (stamp.Kind == FileKind.Directory && (descend is null || descend(entry.Path))) Collect(fullPath, entry.Path + "/", descend, found, entries);
        }
    }

    // Not where a look may throw: several threads' exceptions arrive as another one.
    private static (string FullPath, FileStamp? Stamp)[] LookAtAll(string folder, string[] names)
    {
        var looked = new (string FullPath, FileStamp? Stamp)[names.Length];
        Parallel.For(0, names.Length, i => looked[i] = Look(folder, names[i]));
        return looked;
    }

    private static (string FullPath, FileStamp? Stamp) Look(string folder, string name)
    {
        var fullPath = Path.Join(folder, name);
        return (fullPath, FileStamp.TryRead(fullPath));
    }
}
