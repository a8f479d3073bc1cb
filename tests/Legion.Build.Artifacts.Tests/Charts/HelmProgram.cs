using System.Diagnostics;

using Legion.Build.TestServers;

namespace Legion.Build.Artifacts.Tests.Charts;

/// <summary>The real helm, 3 or 4, with a home of its own: it knows no repository and no login but the test's.</summary>
internal sealed class HelmProgram
{
    private readonly string program;
    private readonly string home;

    private HelmProgram(string program, string home) => (this.program, this.home) = (program, home);

    /// <summary>Finds it; skips the test, saying what to run, where it is not installed.</summary>
    /// <param name="program"><c>helm</c> (4) or <c>helm3</c>.</param>
    /// <param name="home">A folder of the test.</param>
    public static HelmProgram Require(string program, string home)
    {
        if (!Programs.Exist(program)) Assert.Skip($"needs {program}: .ci/install-engines installs it");
        return new(program, Path.Combine(home, "helm home"));
    }

    /// <summary>Runs it; it must succeed.</summary>
    public string Run(params string[] arguments)
    {
        var (exit, said) = TryRun(arguments);
        Assert.True(exit == 0, $"{program} {string.Join(' ', arguments)} says {exit}: {said}");
        return said;
    }

    /// <summary>Runs it.</summary>
    public (int ExitCode, string Said) TryRun(params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(static k => k.StartsWith("HELM_", StringComparison.Ordinal) || k.StartsWith("XDG_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        foreach (var (name, folder) in new[] { ("HELM_CONFIG_HOME", "config"), ("HELM_CACHE_HOME", "cache"), ("HELM_DATA_HOME", "data"), ("DOCKER_CONFIG", "docker") }) start.Environment[name] = Path.Combine(home, folder);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said + errors.Result);
    }
}
