using System.Globalization;
using System.Text.RegularExpressions;

using Legion.Build.Artifacts.Images.Dockerfiles;
using Legion.Build.Artifacts.Images.Planning;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Images.Engines;

/// <summary>Finds the line of the Dockerfile an engine failed at, in what it said.</summary>
internal static partial class FailedInstruction
{
    /// <summary>Finds it.</summary>
    /// <param name="lines">The last lines the engine said.</param>
    /// <param name="prepared">The image it built.</param>
    /// <returns>Null when it did not say.</returns>
    public static SourceLocation? Find(IEnumerable<string> lines, PreparedImage prepared)
    {
        foreach (var line in lines.Reverse())
        {
            if (Numbered().Match(line) is { Success: true } numbered && AtLine(prepared, Number(numbered, "platform"), Number(numbered, "line")) is { } at) return Place(prepared, at);
            if (Quoted().Match(line) is { Success: true } quoted && WithText(prepared, quoted.Groups["text"].Value.Replace("\\\"", "\"", StringComparison.Ordinal)) is { } said) return Place(prepared, said);
            if (Named().Match(line) is { Success: true } named && WithText(prepared, named.Groups["text"].Value) is { } vertex) return Place(prepared, vertex);
            if (Step().Match(line) is { Success: true } step && WithText(prepared, step.Groups["text"].Value) is { } last) return Place(prepared, last);
        }

        return null;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    // Staged Dockerfiles are the user's line by line; only names of images differ.
    private static Instruction? AtLine(PreparedImage prepared, int platform, int line) =>
        prepared.Plans.ElementAtOrDefault(platform)?.File.Instructions.LastOrDefault(instruction => instruction.Span.StartLine < line);

    private static Instruction? WithText(PreparedImage prepared, string text) => prepared.Plans[0].File.Instructions.FirstOrDefault(instruction => instruction.Text == text);

    private static SourceLocation Place(PreparedImage prepared, Instruction instruction) => new(prepared.File, instruction.Span);

    // BuildKit: the name of the staged file, and the line.
    [GeneratedRegex(@"^Dockerfile\.(?<platform>\d+):(?<line>\d+)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Numbered();

    // BuildKit without line numbers: > [stage-0 2/3] RUN false:
    [GeneratedRegex(@"^> \[[^\]]*\] (?<text>.*):$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Named();

    // buildah and podman: error building at STEP "RUN false": …
    [GeneratedRegex(@"at STEP ""(?<text>(?:[^""\\]|\\.)*)""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Quoted();

    // buildah, podman, and docker's first builder, before each instruction.
    [GeneratedRegex(@"^(?:\[\d+/\d+\] )?(?:STEP|Step) \d+/\d+ ?: (?<text>.*)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Step();
}
