using System.Diagnostics;
using System.Text;

namespace Legion.Build.Sdk.Tests.Running;

/// <summary>Runs programs the way a user's shell would: without what the surrounding test run put into the environment.</summary>
internal static class Run
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    public static RunResult Program(string folder, string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var output = new StringBuilder();
        using var process = new Process { StartInfo = StartInfo(folder, program, arguments, environment) };
        process.OutputDataReceived += (_, e) => Append(output, e.Data);
        process.ErrorDataReceived += (_, e) => Append(output, e.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end in {Patience}:\n{output}");
        }

        process.WaitForExit();
        return new(process.ExitCode, output.ToString());
    }

    /// <summary>Starts a program without waiting for its end; its standard input is open and silent, its errors are not read.</summary>
    public static Process Start(string folder, string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        var start = StartInfo(folder, program, arguments, environment);
        start.RedirectStandardError = false;
        return Process.Start(start)!;
    }

    /// <summary>A tool of the system; a test that needs one that is not there is skipped, and CI fails on skips.</summary>
    public static string Tool(string name, string package)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (path is null) Assert.Skip($"needs {name}: apt-get install {package}");
        return path!;
    }

    private static ProcessStartInfo StartInfo(string folder, string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var name in start.Environment.Keys.Where(IsOfTheTestRun).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) start.Environment[name] = value;
        return start;
    }

    private static void Append(StringBuilder output, string? line)
    {
        if (line is null) return;
        lock (output) output.Append(line).Append('\n');
    }

    private static bool IsOfTheTestRun(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("DOTNET_HOST", StringComparison.OrdinalIgnoreCase) || name.StartsWith("NUGET_", StringComparison.OrdinalIgnoreCase)
        || name is "DOTNET_CLI_TEST" or "Configuration" or "Platform" or "Version" or "SOURCE_DATE_EPOCH";
}
