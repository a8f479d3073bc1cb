using System.Runtime.InteropServices;

namespace Legion.Build.Artifacts.Files;

/// <summary>What the file system says of a file without reading it: equal stamps mean equal content.</summary>
/// <param name="Kind">File, folder, link or something else.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Mode">Permission bits; 0644 or 0755 where the system has none.</param>
/// <param name="Modified">Modification time, nanoseconds since 1970.</param>
/// <param name="Changed">Inode change time, nanoseconds since 1970; zero where the system has none. It moves even when a tool restores the modification time.</param>
/// <param name="Inode">Inode number; zero where the system has none.</param>
public readonly partial record struct FileStamp(FileKind Kind, long Size, int Mode, long Modified, long Changed, ulong Inode)
{
    private const int AtCurrentFolder = -100;
    private const int AtNoFollow = 0x100;
    private const uint BasicStats = 0x7ff;

    /// <summary>Stats <paramref name="path"/> without following a last link.</summary>
    /// <param name="path">Absolute path.</param>
    /// <returns>Null when there is nothing.</returns>
    public static FileStamp? TryRead(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            if (Statx(AtCurrentFolder, path, AtNoFollow, BasicStats, out var s) != 0) return null;
            var kind = (s.Mode & 0xF000) switch { 0x8000 => FileKind.File, 0x4000 => FileKind.Directory, 0xA000 => FileKind.Link, _ => FileKind.Other };
            return new(kind, (long)s.Size, s.Mode & 0xFFF, (s.ModifiedSeconds * 1_000_000_000) + s.ModifiedNanoseconds, (s.ChangedSeconds * 1_000_000_000) + s.ChangedNanoseconds, s.Inode);
        }

        FileSystemInfo info = new FileInfo(path);
        if (!info.Exists) info = new DirectoryInfo(path);
        if (!info.Exists && info.LinkTarget is null) return null;
        var isFile = info is FileInfo;
        var modified = (info.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * 100;
        var mode = OperatingSystem.IsWindows() ? (isFile ? 0b110_100_100 : 0b111_101_101) : (int)info.UnixFileMode;
        var fileKind = info.LinkTarget is not null ? FileKind.Link : isFile ? FileKind.File : FileKind.Directory;
        return new(fileKind, fileKind == FileKind.File ? ((FileInfo)info).Length : 0, mode, modified, 0, 0);
    }

    // statx(2): the one stat call whose structure is the same on every Linux architecture.
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, string path, int flags, uint mask, out StatxBuffer buffer);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatxBuffer
    {
        [FieldOffset(28)] public ushort Mode;
        [FieldOffset(32)] public ulong Inode;
        [FieldOffset(40)] public ulong Size;
        [FieldOffset(96)] public long ChangedSeconds;
        [FieldOffset(104)] public uint ChangedNanoseconds;
        [FieldOffset(112)] public long ModifiedSeconds;
        [FieldOffset(120)] public uint ModifiedNanoseconds;
    }
}
