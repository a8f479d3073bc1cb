using Legion.Build.Publishing.Git;

namespace Legion.Build.Publishing.Repositories.HelmGit;

/// <summary>The folder of a clone, for one process at a time: a plan made while a publish goes on gets another one.</summary>
internal sealed class CloneFolder : IDisposable
{
    private readonly FileStream held;

    private CloneFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    /// <summary>Absolute path; it exists.</summary>
    public string Path { get; }

    /// <summary>Takes the first of a few folders that nobody has, and clears away what a killed git left in its way.</summary>
    /// <param name="path">Absolute path of the first one.</param>
    public static CloneFolder Take(string path)
    {
        for (var number = 1; ; number++)
        {
            var folder = number == 1 ? path : path + "-" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Directory.CreateDirectory(folder);
            FileStream taken;
            try
            {
                // Beside the folder. The system lets go of it when its holder is killed.
                taken = new(folder + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
            {
                continue;
            }

            BareRepository.RemoveLocks(folder);
            return new(folder, taken);
        }
    }

    /// <summary>Lets go.</summary>
    public void Dispose() => held.Dispose();
}
