using System.Diagnostics;

namespace Legion.Build.TestServers;

/// <summary>A home of gpg with a key that needs no passphrase, and the agent that belongs to it.</summary>
public sealed class GpgHome : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Makes an empty one.</summary>
    public GpgHome()
    {
        Directory.CreateDirectory(Folder);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Where it is. Short: its agent listens on a socket there, and a socket's path has 107 characters at most.</summary>
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "g" + Path.GetRandomFileName());

    /// <summary>Makes a key; skips the test where gpg is not installed.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="algorithm">Of which kind.</param>
    public void MakeKey(string user, string algorithm = "default")
    {
        Programs.Require("gpg", "gnupg");
        // gpg gives the agent that it starts five seconds, which a busy machine may not: one that runs is not waited for.
        for (var waited = Stopwatch.StartNew(); TryRun("gpgconf", "--launch", "gpg-agent") is { Code: not 0 } failed; Thread.Sleep(100))
            Assert.True(waited.Elapsed < Patience, failed.Said);
        Run("--passphrase", "", "--quick-generate-key", user, algorithm, "default", "never");
    }

    /// <summary>Runs gpg; it must succeed.</summary>
    public void Run(params string[] arguments)
    {
        var (code, said) = TryRun("gpg", ["--batch", "--yes", .. arguments]);
        Assert.True(code == 0, $"gpg {string.Join(' ', arguments)} says {code}: {said}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Programs.Exist("gpgconf")) TryRun("gpgconf", "--kill", "all");
        TemporaryFolders.Delete(Folder);
    }

    private (int Code, string Said) TryRun(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, ["--homedir", Folder, .. arguments]) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }
}
