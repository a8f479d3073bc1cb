using System.Diagnostics;

namespace Legion.Build.Generators.Tests.Consumers;

/// <summary>The real <c>dotnet</c>, and programs it made.</summary>
internal static class DotnetRun
{
    public static Task<(int ExitCode, string Output)> InAsync(string folder, params string[] arguments) =>
        ProgramAsync(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", folder, arguments);

    public static async Task<(int ExitCode, string Output)> ProgramAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the build that runs the tests set is not this one's business.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBuild", StringComparison.Ordinal)).ToArray()) start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }
}
