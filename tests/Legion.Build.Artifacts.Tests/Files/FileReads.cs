using System.Runtime.InteropServices;

namespace Legion.Build.Artifacts.Tests.Files;

/// <summary>Watches files for being read, as the kernel sees it (inotify); Linux alone.</summary>
internal sealed partial class FileReads : IDisposable
{
    private const uint Access = 1;
    private const int NonBlocking = 0x800;
    private readonly int queue;

    public FileReads(IEnumerable<string> files)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs inotify");
        queue = Open(NonBlocking);
        foreach (var file in files) Assert.True(Watch(queue, file, Access) > 0, file);
    }

    /// <summary>True when one of them was read since the last time this was asked.</summary>
    public bool Any()
    {
        var any = false;
        var buffer = new byte[4096];
        while (Read(queue, buffer, (nuint)buffer.Length) > 0) any = true;
        return any;
    }

    public void Dispose() => _ = Close(queue);

    [LibraryImport("libc", EntryPoint = "inotify_init1")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(int flags);

    [LibraryImport("libc", EntryPoint = "inotify_add_watch", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Watch(int queue, string path, uint mask);

    [LibraryImport("libc", EntryPoint = "read")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Read(int queue, byte[] buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int queue);
}
