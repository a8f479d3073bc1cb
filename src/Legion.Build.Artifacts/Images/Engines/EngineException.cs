using System.Text.RegularExpressions;

namespace Legion.Build.Artifacts.Images.Engines;

/// <summary>An engine that failed.</summary>
/// <param name="program">The program.</param>
/// <param name="exitCode">Its exit code.</param>
/// <param name="lastLines">The last lines it said.</param>
internal sealed partial class EngineException(string program, int exitCode, IReadOnlyList<string> lastLines)
    : Exception(program + " failed: " + Words(lastLines))
{
    private const int MostLines = 8;

    /// <summary>An engine that failed, with one thing to say.</summary>
    /// <param name="program">The program.</param>
    /// <param name="exitCode">Its exit code.</param>
    /// <param name="words">What it is.</param>
    public EngineException(string program, int exitCode, string words)
        : this(program, exitCode, [words])
    {
    }

    /// <summary>The program.</summary>
    public string Program { get; } = program;

    /// <summary>Its exit code.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>The last lines it said.</summary>
    public IReadOnlyList<string> LastLines { get; } = lastLines;

    /// <summary>What they say, in one line.</summary>
    public string LastWords { get; } = Words(lastLines);

    /// <summary>Lines in one, without the frames of code BuildKit draws.</summary>
    /// <param name="lines">The lines.</param>
    public static string Words(IEnumerable<string> lines) => string.Join(" | ", lines.Where(static line => !Frame().IsMatch(line)).TakeLast(MostLines));

    [GeneratedRegex(@"^(?:-+|\d+ \|.*|Dockerfile\.\d+:\d+|> \[.*\]:?)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Frame();
}
