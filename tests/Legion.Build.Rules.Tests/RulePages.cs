using System.Text;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Rules.Tests;

/// <summary>One page a rule, and an index of them.</summary>
internal static class RulePages
{
    public const string Folder = "sdk/rules";

    private static readonly Dictionary<string, string> Stations = new(StringComparer.Ordinal)
    {
        ["Manifest"] = "`distributions.yaml` as text: found by the compiler while typing, and by the build",
        ["Sources"] = "files and folders that the manifest names: found by the build",
        ["Charts"] = "charts: their metadata, values, templates and packages",
        ["Images"] = "images: their Dockerfiles, sources, bases and engines",
        ["Python"] = "Python packages: their metadata, files and builders",
        ["Publishing"] = "publishing: plan, preflight, transfer, commit and verification",
        ["Usage"] = "C# code that uses the constants",
        ["Sdk"] = "the SDK itself: how a project uses it",
    };

    /// <summary>The page of a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="since">The release that first had it, or null.</param>
    public static string Page(Rule rule, string? since) => $"""
        # {rule.Id}: {rule.Title}

        | category | severity | since |
        |---|---|---|
        | {rule.Category} | {ReleaseTracking.Word(rule.Severity).ToLowerInvariant()} | {since ?? "not released yet"} |

        The message, where numbers in braces stand for names and places:

        ```text
        {rule.MessageFormat}
        ```

        ## Why, and how to mend it

        {rule.Description.Trim()}
        {Example(rule.Id)}
        [All rules](README.md)

        """.ReplaceLineEndings("\n");

    private static string Example(string id) => RuleExamples.All.TryGetValue(id, out var example) ? "\n## An example\n\n" + example + "\n" : "";

    /// <summary>The index of all rules.</summary>
    public static string Index(IReadOnlyList<(Rule Rule, string Station)> rules)
    {
        var text = new StringBuilder("""
            # Rules

            Every mistake is reported as `LEGION###` with file, line and column, by the compiler and by the build in the same words. A rule's
            severity is changed in a `.globalconfig` file, by `NoWarn` or by `TreatWarningsAsErrors`; an `.editorconfig` does not reach files that
            are not C#.

            ```ini
            is_global = true
            dotnet_diagnostic.LEGION034.severity = error
            ```

            This page and those it links are generated from the rules in the code; the tests compare them.

            """.ReplaceLineEndings("\n"));
        foreach (var category in rules.GroupBy(static r => r.Rule.Category))
        {
            text.Append("\n## ").Append(category.Key).Append("\n\n").Append(char.ToUpperInvariant(Stations[category.Key][0])).Append(Stations[category.Key].AsSpan(1)).Append(".\n\n");
            text.Append("| rule | severity | what is wrong |\n|---|---|---|\n");
            foreach (var (rule, _) in category)
            {
                text.Append("| [" + rule.Id + "](" + rule.Id + ".md) | " + ReleaseTracking.Word(rule.Severity).ToLowerInvariant() + " | " + rule.Title + " |\n");
            }
        }

        return text.ToString();
    }

    public static bool IsKnown(string category) => Stations.ContainsKey(category);
}
