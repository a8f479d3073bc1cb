using Legion.Build.Publishing.Repositories;
using Legion.Build.Publishing.Repositories.Directories;

namespace Legion.Build.Publishing.Git;

/// <summary>Makes the repositories a rehearsal pushes to.</summary>
internal static class BareRepository
{
    /// <summary>Makes an empty repository unless there is one. It is there whole or not at all, however many make it at once.</summary>
    /// <param name="path">Absolute path of the repository.</param>
    /// <param name="branch">Its first branch.</param>
    /// <param name="environment">Where git's configuration is.</param>
    /// <param name="cancellation">Ends the wait for another one who makes it.</param>
    /// <exception cref="PublishException">The folder cannot be made, or git failed.</exception>
    public static Task EnsureAsync(string path, string branch, ReleaseEnvironment environment, CancellationToken cancellation) => Directory.Exists(path)
        ? Task.CompletedTask
        : DirectoryErrors.Run(async () =>
        {
            var parent = Path.GetDirectoryName(path)!;
            using var held = FolderLock.Take(parent, cancellation);
            if (Directory.Exists(path)) return;
            // Beside its place, then renamed: a killed git leaves half a repository, which the next holder of the lock clears away.
            var making = path + ".making";
            if (Directory.Exists(making)) Directory.Delete(making, recursive: true);
            await new GitCommand(parent, environment, null).RunAsync(cancellation, "init", "--quiet", "--bare", "--initial-branch=" + branch, making);
            Directory.Move(making, path);
        });

    /// <summary>Keeps everybody else away from a repository that <see cref="EnsureAsync"/> made, and clears away what a killed git left in the way.</summary>
    /// <param name="path">Absolute path of the repository.</param>
    /// <param name="cancellation">Ends the wait for its holder.</param>
    /// <exception cref="PublishException">The folder cannot be written to.</exception>
    public static Task<FileStream> HoldAsync(string path, CancellationToken cancellation) => DirectoryErrors.Run(() =>
    {
        var held = FolderLock.Take(path, cancellation);
        RemoveLocks(path);
        return held;
    });

    /// <summary>Removes git's lock files, which a git that was killed leaves behind and the next one stumbles over. For who holds the repository.</summary>
    /// <param name="path">Absolute path of the repository.</param>
    public static void RemoveLocks(string path)
    {
        // Objects have none, and are many.
        var files = Directory.EnumerateFiles(path, "*.lock");
        var refs = Path.Combine(path, "refs");
        if (Directory.Exists(refs)) files = files.Concat(Directory.EnumerateFiles(refs, "*.lock", SearchOption.AllDirectories));
        foreach (var file in files.Where(static f => Path.GetFileName(f) != FolderLock.FileName).ToList()) File.Delete(file);
    }
}
