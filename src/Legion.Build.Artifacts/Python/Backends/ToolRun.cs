namespace Legion.Build.Artifacts.Python.Backends;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Zero when it was content.</param>
/// <param name="Output">What it wrote to both streams, line by line, in the order it arrived.</param>
internal sealed record ToolRun(int ExitCode, IReadOnlyList<string> Output)
{
    /// <summary>The last lines that say something: where programs put the reason.</summary>
    /// <param name="count">How many.</param>
    public string Tail(int count = 6) => string.Join(" | ", Output.Select(static l => l.Trim()).Where(static l => l.Length > 0).TakeLast(count));
}
