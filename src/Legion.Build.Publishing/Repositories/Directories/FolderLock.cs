namespace Legion.Build.Publishing.Repositories.Directories;

/// <summary>Keeps two publishers of one folder apart while an index is rewritten.</summary>
internal static class FolderLock
{
    /// <summary>The lock's name in the folder.</summary>
    public const string FileName = ".lock";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Takes the folder's lock, waiting for its holder; the system lets go of it when a holder is killed.</summary>
    public static FileStream Take(string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, FileName);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
            {
                cancellation.WaitHandle.WaitOne(Pause);
            }
        }
    }
}
