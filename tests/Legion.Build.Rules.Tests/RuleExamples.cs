using System.Text.RegularExpressions;

namespace Legion.Build.Rules.Tests;

/// <summary>What trips a rule and what mends it, from the folder Examples: a section a rule. Rules whose description shows it have none.</summary>
internal static partial class RuleExamples
{
    /// <summary>The example of each rule, by its id.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = Read().ToDictionary(static e => e.Id, static e => e.Text, StringComparer.Ordinal);

    /// <summary>The first block of code of a text, or null.</summary>
    public static string? Code(string text, string language) =>
        text.ReplaceLineEndings("\n").Split("```" + language + "\n") is { Length: > 1 } parts ? parts[1].Split("```")[0] : null;

    private static IEnumerable<(string Id, string Text)> Read() =>
        from file in Directory.EnumerateFiles(Path.Combine(Accepted.Root(), "tests", "Legion.Build.Rules.Tests", "Examples"), "*.md")
        from section in Heading().Split(File.ReadAllText(file).ReplaceLineEndings("\n")).Skip(1).Chunk(2)
        select (section[0], section[1].Trim());

    [GeneratedRegex("^## (?<id>LEGION[0-9]{3})$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();
}
