using System.ComponentModel;
using System.Diagnostics;

namespace Legion.Build.Publishing.Tests.Support;

/// <summary>Runs the outside witnesses: git, skopeo, pip.</summary>
internal static class Tool
{
    public static string Run(string program, params string[] arguments) => RunIn(null, program, arguments);

    public static string RunIn(string? folder, string program, params string[] arguments) => Run(folder, [], program, arguments);

    /// <summary>With variables of its own.</summary>
    public static string RunWith(Dictionary<string, string> variables, string program, params string[] arguments) => Run(null, variables, program, arguments);

    private static string Run(string? folder, Dictionary<string, string> variables, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in variables) start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {output}{errors.Result}");
            return output.TrimEnd();
        }
        catch (Win32Exception)
        {
            Assert.Skip($"needs {program}: apt-get install {program}");
            throw;
        }
    }
}
