using System.Diagnostics;

namespace Legion.Build.Oci.Tests;

/// <summary>Programs other people wrote, as witnesses.</summary>
internal static class Tool
{
    public static string Run(string name, params string[] arguments)
    {
        var (code, output) = TryRun(name, arguments);
        Assert.True(code == 0, $"{name} {string.Join(' ', arguments)} ended with {code}: {output}");
        return output;
    }

    public static (int Code, string Output) TryRun(string name, params string[] arguments)
    {
        if (!Exists(name))
            Assert.Skip($"needs {name}: apt-get install {name}");
        var start = new ProcessStartInfo(name) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.GetAwaiter().GetResult());
    }

    public static bool Exists(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));
}
