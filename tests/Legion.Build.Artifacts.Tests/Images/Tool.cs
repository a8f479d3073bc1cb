using System.Diagnostics;

namespace Legion.Build.Artifacts.Tests.Images;

/// <summary>Outside witnesses, run as users run them.</summary>
internal static class Tool
{
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Join(folder, name)).FirstOrDefault(File.Exists);

    public static void Need(string name, string package)
    {
        if (Find(name) is null) Assert.Skip($"needs {name}: apt-get install {package}");
    }

    public static async Task<string> RunAsync(string name, params string[] arguments)
    {
        var (code, output, error) = await TryRunAsync(name, arguments);
        Assert.True(code == 0, $"{name} {string.Join(' ', arguments)} ended with {code}:\n{error}\n{output}");
        return output;
    }

    public static async Task<(int Code, string Output, string Error)> TryRunAsync(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
