namespace Legion.Build.TestServers;

/// <summary>Folders of tests in which other programs worked.</summary>
public static class TemporaryFolders
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Deletes one, if it is there. A program that was killed, or an agent that lives on a little, may still write: then it is not empty when it is to go, and is tried again.</summary>
    public static void Delete(string path)
    {
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); Directory.Exists(path); Thread.Sleep(50))
        {
            try
            {
                Directory.Delete(path, recursive: true);
                return;
            }
            catch (IOException) when (waited.Elapsed < Patience)
            {
                // Once more.
            }
        }
    }
}
