using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Legion.Build.Artifacts.Images.Engines;

/// <summary>Tells which image a line of BuildKit's plain progress is of, when one invocation builds several.</summary>
/// <param name="artifacts">The images, by the names of their targets.</param>
internal sealed partial class BakeProgress(IReadOnlyDictionary<string, string> artifacts)
{
    private readonly ConcurrentDictionary<string, string> steps = new(StringComparer.Ordinal);

    /// <summary>The image of a line; null: it is of all of them.</summary>
    /// <param name="line">Such as <c>#7 [web stage-0 2/3] RUN make</c>, which names the target, or <c>#7 0.512 done</c>, which only names the step.</param>
    public string? ArtifactOf(string line)
    {
        var match = Line().Match(line);
        if (!match.Success) return null;
        var step = match.Groups["step"].Value;
        if (match.Groups["target"].Success && artifacts.TryGetValue(match.Groups["target"].Value, out var artifact)) steps[step] = artifact;
        return steps.GetValueOrDefault(step);
    }

    [GeneratedRegex(@"^#(?<step>\d+) (?:\[(?<target>\S+) )?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Line();
}
