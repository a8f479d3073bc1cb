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
        string[] names = [.. new FileSystemEnumerable<string>(folder, static (ref FileSystemEntry e) => e.FileName.ToString(), new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })];
        var found = new (string FullPath, FileStamp? Stamp)[names.Length];
        if (names.Length >= Many && OperatingSystem.IsLinux()) Parallel.For(0, names.Length, Look); // elsewhere a look may throw, and several threads' exceptions arrive as another one
        else for (var i = 0; i < names.Length; i++) Look(i);

        for (var i = 0; i < names.Length; i++)
        {
            if (found[i].Stamp is not { } stamp) continue; // gone between the listing and the look
            var path = prefix + names[i];
            entries.Add(new(path, found[i].FullPath, stamp));
            if (stamp.Kind == FileKind.Directory && (descend is null || descend(path))) Collect(found[i].FullPath, path + "/", descend, entries);
        }

        void Look(int i)
        {
            var fullPath = Path.Join(folder, names[i]);
            found[i] = (fullPath, FileStamp.TryRead(fullPath));
        }
    }
}
