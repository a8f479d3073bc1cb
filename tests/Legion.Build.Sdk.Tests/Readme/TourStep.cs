using System.Text.RegularExpressions;

namespace Legion.Build.Sdk.Tests.Readme;

/// <summary>A command of the tour, and what the README says it prints.</summary>
/// <param name="Line">Its line in the README.</param>
/// <param name="Command">The command.</param>
/// <param name="Printed">Lines of its output, in order; others may stand between them.</param>
internal sealed partial record TourStep(int Line, string Command, IReadOnlyList<string> Printed)
{
    /// <summary>A step that shows an error is one that fails.</summary>
    public bool Fails => Printed.Any(static l => l.Contains(": error ", StringComparison.Ordinal));

    public static IEnumerable<TourStep> Of(ReadmeBlock block)
    {
        var lines = block.Text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("$ ", StringComparison.Ordinal)) continue;
            var printed = lines.Skip(i + 1).TakeWhile(static l => l.Length > 0 && !l.StartsWith("$ ", StringComparison.Ordinal)).ToList();
            yield return new(block.Line + 1 + i, lines[i][2..], printed);
        }
    }

    /// <summary>The first line of the README that the output does not have, in its place; null when all are there.</summary>
    /// <param name="output">What the command printed.</param>
    /// <param name="home">The folder that the README calls <c>/home/you</c>.</param>
    public string? Missing(string output, string home)
    {
        var lines = output.Replace(home, "/home/you", StringComparison.Ordinal).Split('\n').Select(Plain).ToList();
        var at = 0;
        foreach (var printed in Printed)
        {
            var pattern = new Regex("^" + string.Join(".*", Plain(printed).Split('…').Select(static p => Regex.Escape(p.Trim()).Replace("\\ ", " *", StringComparison.Ordinal))) + "$", RegexOptions.None, TimeSpan.FromMinutes(2));
            var found = lines.FindIndex(at, pattern.IsMatch);
            if (found < 0) return printed;
            at = found + 1;
        }

        return null;
    }

    /// <summary>Without what changes with the code: digests and sizes. How they must agree is for other tests.</summary>
    private static string Plain(string line) => Spaces().Replace(Size().Replace(Digest().Replace(line, "sha256:#"), "# B"), " ").Trim();

    [GeneratedRegex("sha256:[0-9a-f]+…?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Digest();

    [GeneratedRegex(@"\b\d+(\.\d+)? [kM]?B\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Size();

    [GeneratedRegex(" +", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Spaces();
}
