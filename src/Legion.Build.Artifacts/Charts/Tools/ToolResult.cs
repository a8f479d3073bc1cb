namespace Legion.Build.Artifacts.Charts.Tools;

/// <summary>What a run of a program gave.</summary>
/// <param name="ExitCode">Zero when it says all is well.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
internal sealed record ToolResult(int ExitCode, byte[] Output, string Errors)
{
    /// <summary>The last line meant for people.</summary>
    public string LastError => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .LastOrDefault(static l => !l.StartsWith("[GNUPG:]", StringComparison.Ordinal)) ?? $"it ended with exit code {ExitCode}";
}
