using System.Text;

namespace Legion.Build.Publishing.Journals;

/// <summary>Keeps two publishers of one output folder on one machine apart. The system lets go of it when its holder is killed.</summary>
public sealed class ReleaseLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream held;

    private ReleaseLock(FileStream held) => this.held = held;

    /// <summary>Takes the lock, waiting for its holder.</summary>
    /// <param name="path">Absolute path of the lock file; it is never deleted, since who waits for a deleted file waits for nothing.</param>
    /// <param name="holder">Who takes it, in words, for those who wait.</param>
    /// <param name="waiting">Called once when there is somebody to wait for, with what it said of itself.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<ReleaseLock> TakeAsync(string path, string holder, Action<string> waiting, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var told = false; ;)
        {
            try
            {
                var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
                // In a file of its own: a locked one cannot be read on every system.
                await File.WriteAllTextAsync(NameOf(path), holder + "\n", CancellationToken.None);
                return new(file);
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
            {
                if (!told) waiting(await HolderAsync(path));
                told = true;
                await Task.Delay(Pause, cancellation);
            }
        }
    }

    /// <summary>Lets go.</summary>
    public void Dispose() => held.Dispose();

    private static string NameOf(string path) => path + ".holder";

    private static async Task<string> HolderAsync(string path)
    {
        try
        {
            var text = (await File.ReadAllTextAsync(NameOf(path), Encoding.UTF8)).Trim();
            return text.Length > 0 ? text : "another publish";
        }
        catch (IOException)
        {
            return "another publish"; // it has the lock and has not said yet who it is
        }
    }
}
