using System.Runtime.InteropServices;

namespace Legion.Build.Artifacts.Files;

/// <summary>Reads small files whole, with as few system calls as that takes: where there are many, the calls are most of the time.</summary>
public static partial class WholeFile
{
    private const int Largest = 1024 * 1024; // above, the calls do not count
    private const int ReadOnlyCloseOnExec = 0x80000;

    /// <summary>The content.</summary>
    /// <param name="path">Absolute path of a regular file.</param>
    /// <param name="size">The size it had when it was looked at; if it has another by now, it is read all the same.</param>
    public static byte[] Read(string path, long size)
    {
        if (size is < 0 or >= Largest) return File.ReadAllBytes(path);
        var content = GC.AllocateUninitializedArray<byte>((int)size);
        return TryRead(path, size, content) ? content : File.ReadAllBytes(path);
    }

    /// <summary>Reads a file into a buffer that holds it.</summary>
    /// <param name="path">Absolute path of a regular file.</param>
    /// <param name="size">The size it had when it was looked at.</param>
    /// <param name="buffer">Where the content goes.</param>
    /// <returns>False when it could not be read or has another size: what is wrong is for a slower way to say.</returns>
    internal static unsafe bool TryRead(string path, long size, Span<byte> buffer)
    {
        if (!OperatingSystem.IsLinux() || size > buffer.Length) return false;

        // A FileStream or a handle of the framework looks at the file, locks and unlocks it; together that takes as long as reading it.
        var file = Open(path, ReadOnlyCloseOnExec);
        if (file < 0) return false;
        byte beyond; // a byte read into it tells that the file has grown
        nint read;
        fixed (byte* content = buffer)
        {
            var parts = stackalloc Part[] { new(content, (nuint)size), new(&beyond, 1) };
            read = ReadParts(file, parts, 2);
        }

        _ = Close(file);
        return read == size;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "readv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial nint ReadParts(int file, Part* parts, int count);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int file);

    // struct iovec
    [StructLayout(LayoutKind.Sequential)]
    private readonly unsafe struct Part(byte* start, nuint length)
    {
        public readonly byte* Start = start;
        public readonly nuint Length = length;
    }
}
