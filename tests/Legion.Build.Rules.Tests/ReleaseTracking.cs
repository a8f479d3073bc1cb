using System.Text;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Rules.Tests;

/// <summary>
/// The release-tracking files in the form of Roslyn's analyzers (AnalyzerReleases.Shipped.md and .Unshipped.md): what is in Shipped was
/// released and is only ever appended to; Unshipped is what the code has beyond it.
/// </summary>
internal static class ReleaseTracking
{
    public const string Shipped = "sdk/rules/AnalyzerReleases.Shipped.md";
    public const string Unshipped = "sdk/rules/AnalyzerReleases.Unshipped.md";
    private const string Columns = "Rule ID | Category | Severity | Notes\n--------|----------|----------|-------\n";
    private const string ChangedColumns =
        "Rule ID | New Category | New Severity | Old Category | Old Severity | Notes\n--------|--------------|--------------|--------------|--------------|-------\n";

    /// <summary>The rules as of the last release, with the release that first had each.</summary>
    public static IReadOnlyDictionary<string, (TrackedRule Rule, string Since)> Read(string shipped)
    {
        var rules = new Dictionary<string, (TrackedRule, string)>(StringComparer.Ordinal);
        var (release, section) = (string.Empty, string.Empty);
        foreach (var line in shipped.Split('\n'))
        {
            if (line.StartsWith("## Release ", StringComparison.Ordinal)) release = line["## Release ".Length..].Trim();
            if (line.StartsWith("### ", StringComparison.Ordinal)) section = line[4..].Trim();
            if (!line.StartsWith("LEGION", StringComparison.Ordinal)) continue;
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            if (section == "Removed Rules") rules.Remove(cells[0]);
            else if (section == "Changed Rules") rules[cells[0]] = (new(cells[0], cells[1], cells[2]), rules[cells[0]].Item2);
            else rules.Add(cells[0], (new(cells[0], cells[1], cells[2]), release));
        }

        return rules;
    }

    /// <summary>What the code has beyond the last release.</summary>
    public static string Write(IReadOnlyDictionary<string, (TrackedRule Rule, string Since)> shipped, IReadOnlyList<(Rule Rule, string Station)> rules)
    {
        var text = new StringBuilder("; What is not released yet. Generated from the rules in the code: run the tests with LEGION_ACCEPT=1.\n");
        var now = rules.Select(static r => r.Rule).ToDictionary(static r => r.Id, static r => new TrackedRule(r.Id, r.Category, Word(r.Severity)), StringComparer.Ordinal);
        Section(text, "New Rules", Columns, rules.Where(r => !shipped.ContainsKey(r.Rule.Id)).Select(r => Line(now[r.Rule.Id], r.Station)));
        Section(text, "Removed Rules", Columns, shipped.Values.Where(s => !now.ContainsKey(s.Rule.Id)).Select(static s => Line(s.Rule, string.Empty)));
        Section(text, "Changed Rules", ChangedColumns, rules
            .Where(r => shipped.TryGetValue(r.Rule.Id, out var old) && old.Rule != now[r.Rule.Id])
            .Select(r => Changed(now[r.Rule.Id], shipped[r.Rule.Id].Rule, r.Station)));
        return text.ToString();
    }

    public static string Word(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Error => "Error",
        RuleSeverity.Warning => "Warning",
        _ => "Info",
    };

    private static string Line(TrackedRule rule, string notes) => $"{rule.Id} | {rule.Category} | {rule.Severity} | {notes}".TrimEnd() + "\n";

    private static string Changed(TrackedRule now, TrackedRule old, string notes) => $"{now.Id} | {now.Category} | {now.Severity} | {old.Category} | {old.Severity} | {notes}\n";

    private static void Section(StringBuilder text, string title, string columns, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0) return;
        text.Append("\n### ").Append(title).Append("\n\n").Append(columns);
        foreach (var line in all) text.Append(line);
    }
}
