namespace Legion.Build.Sdk.Tests.Running;

/// <summary>How a program ended and what it said.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Both its streams, as they came.</param>
internal sealed record RunResult(int ExitCode, string Output)
{
    public RunResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}:\n{Output}");
        return this;
    }

    public RunResult Failed()
    {
        Assert.True(ExitCode != 0, $"it should have failed:\n{Output}");
        return this;
    }

    /// <summary>The lines that hold a text.</summary>
    public IReadOnlyList<string> Lines(string text) => [.. Output.Split('\n').Where(l => l.Contains(text, StringComparison.Ordinal)).Select(static l => l.Trim()).Distinct()];
}
