using System.Collections;

namespace Legion.Build.Artifacts.Python;

/// <summary>The environment variables that Python and its tools are found and run with: the one place that reads the process's own.</summary>
/// <param name="Variables">The variables.</param>
public sealed record ToolEnvironment(IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>The folders programs are looked for in, in order.</summary>
    public IReadOnlyList<string> SearchPath =>
        Variables.TryGetValue(OperatingSystem.IsWindows() ? "Path" : "PATH", out var path) || Variables.TryGetValue("PATH", out path)
            ? path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];

    /// <summary>This process's environment.</summary>
    public static ToolEnvironment OfProcess()
    {
        var variables = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables()) variables[(string)variable.Key] = (string?)variable.Value ?? "";
        return new ToolEnvironment(variables);
    }
}
