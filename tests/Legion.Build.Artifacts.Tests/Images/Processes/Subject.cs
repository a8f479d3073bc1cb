using System.Diagnostics;

namespace Legion.Build.Artifacts.Tests.Images.Processes;

/// <summary>This assembly as a builder in a process of its own, which may be killed and whose memory may be limited.</summary>
internal sealed class Subject : IDisposable
{
    private const string Marker = "LEGION_TEST_BUILD";
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private Subject(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Begins to build a workspace's manifest.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="version">The version to build.</param>
    /// <param name="environment">Set for the process.</param>
    public static Subject Start(Workspace workspace, string version = "1.2.3", params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(Subject).Assembly.Location);
        start.Environment[Marker] = Path.GetFileName(workspace.Folder) + "\n" + version;
        // The runtime calls StartupHook.Initialize before the test runner's own entry point.
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(Subject).Assembly.Location;
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>What the process does: build, and end.</summary>
    public static void Run()
    {
        var words = Environment.GetEnvironmentVariable(Marker)!.Split('\n');
        var workspace = new Workspace(words[0]) { Version = words[1] };
        var built = workspace.BuildAsync().GetAwaiter().GetResult();
        foreach (var finding in workspace.Log.Diagnostics) Console.WriteLine(finding.Rule.Id + ": " + finding.Message);
        foreach (var artifact in built) Console.WriteLine(artifact.Name + " " + artifact.Digest);
        Environment.Exit(workspace.Errors.Count);
    }

    /// <summary>Kills it after a time, unless it has ended.</summary>
    /// <param name="after">The time.</param>
    public async Task KillAsync(TimeSpan after)
    {
        await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(after));
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>What it said.</returns>
    public async Task<string> EndAsync()
    {
        await process.WaitForExitAsync();
        var said = await output + await errors;
        Assert.True(process.ExitCode == 0, $"ended with {process.ExitCode}:\n{said}");
        return said;
    }

    public void Dispose() => process.Dispose();
}
