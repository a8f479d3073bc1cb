namespace Legion.Build.Oci.Layout;

/// <summary>A lock between threads and processes on a file that is never deleted; the system lets go of it when its holder is killed.</summary>
internal static class FileLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until no one holds it alone, then holds it beside others.</summary>
    public static FileStream Shared(string path, CancellationToken cancellation) => Wait(() => TryShared(path), path, cancellation);

    /// <summary>Waits until no one else holds it, then holds it alone.</summary>
    public static FileStream Exclusive(string path, CancellationToken cancellation) => Wait(() => TryExclusive(path), path, cancellation);

    /// <summary>Holds it alone, or gives null when anyone holds it.</summary>
    public static FileStream? TryExclusive(string path) => TryOpen(path, FileAccess.ReadWrite, FileShare.None);

    // On Unix .NET takes flock's shared lock for Read/Read and its exclusive one for FileShare.None; on Windows sharing modes do the same.
    private static FileStream? TryShared(string path) => TryOpen(path, FileAccess.Read, FileShare.Read);

    private static FileStream? TryOpen(string path, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, access, share, bufferSize: 1);
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            return null;
        }
    }

    private static FileStream Wait(Func<FileStream?> attempt, string path, CancellationToken cancellation)
    {
        // A holder works for milliseconds (index) or one collection; who waits minutes waits for something broken.
        var deadline = Environment.TickCount64 + (long)TimeSpan.FromMinutes(5).TotalMilliseconds;
        while (true)
        {
            if (attempt() is { } held)
                return held;
            cancellation.ThrowIfCancellationRequested();
            if (Environment.TickCount64 > deadline)
                throw new OciException($"'{path}' has been locked for five minutes; end the process that holds it and build again.");
            cancellation.WaitHandle.WaitOne(Pause);
        }
    }
}
