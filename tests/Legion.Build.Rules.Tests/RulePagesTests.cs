using System.Globalization;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Rules.Tests;

public sealed class RulePagesTests
{
    /// <summary>The numbers each station may use.</summary>
    private static readonly Dictionary<string, (int From, int To)> Numbers = new(StringComparer.Ordinal)
    {
        ["ManifestRules"] = (1, 169),
        ["ChartRules"] = (200, 299),
        ["ImageRules"] = (300, 399),
        ["PythonRules"] = (400, 499),
        ["PublishRules"] = (500, 599),
        ["UsageRules"] = (600, 699),
        ["SourceRules"] = (170, 199),
        ["SdkRules"] = (900, 999),
    };

    [Fact]
    public void Every_rule_has_its_page_and_stands_in_the_index()
    {
        var shipped = ReleaseTracking.Read(File.ReadAllText(Path.Combine(Accepted.Root(), ReleaseTracking.Shipped)));
        foreach (var (rule, _) in RuleCatalog.All)
            Accepted.Compare($"{RulePages.Folder}/{rule.Id}.md", RulePages.Page(rule, shipped.TryGetValue(rule.Id, out var old) ? old.Since : null));
        Accepted.Compare(RulePages.Folder + "/README.md", RulePages.Index(RuleCatalog.All));
    }

    [Fact]
    public void No_page_is_left_of_a_rule_that_is_gone()
    {
        var known = RuleCatalog.All.Select(static r => r.Rule.Id).ToHashSet(StringComparer.Ordinal);
        var left = Directory.GetFiles(Path.Combine(Accepted.Root(), RulePages.Folder), "LEGION*.md").Where(f => !known.Contains(Path.GetFileNameWithoutExtension(f))).ToList();
        if (Environment.GetEnvironmentVariable("LEGION_ACCEPT") == "1") left.ForEach(File.Delete);
        else Assert.Empty(left);
    }

    [Fact]
    public void Release_tracking_holds_every_rule_that_is_not_released_yet() =>
        Accepted.Compare(ReleaseTracking.Unshipped,
            ReleaseTracking.Write(ReleaseTracking.Read(File.ReadAllText(Path.Combine(Accepted.Root(), ReleaseTracking.Shipped))), RuleCatalog.All));

    [Fact]
    public void A_released_rule_that_changed_or_went_is_tracked_as_such()
    {
        const string shipped = """
            ## Release 1.0.0

            ### New Rules

            Rule ID | Category | Severity | Notes
            --------|----------|----------|-------
            LEGION001 | Manifest | Error | ManifestRules
            LEGION002 | Manifest | Error | ManifestRules

            ## Release 1.1.0

            ### Changed Rules

            Rule ID | New Category | New Severity | Old Category | Old Severity | Notes
            --------|--------------|--------------|--------------|--------------|-------
            LEGION001 | Manifest | Warning | Manifest | Error | ManifestRules

            """;
        var read = ReleaseTracking.Read(shipped);
        Assert.Equal(("Warning", "1.0.0"), (read["LEGION001"].Rule.Severity, read["LEGION001"].Since));
        var text = ReleaseTracking.Write(read, [(new("LEGION001", "Manifest", RuleSeverity.Info, "", "", ""), "ManifestRules"), (new("LEGION003", "Manifest", RuleSeverity.Error, "", "", ""), "ManifestRules")]);
        Assert.Contains("### New Rules\n\nRule ID | Category | Severity | Notes\n--------|----------|----------|-------\nLEGION003 | Manifest | Error | ManifestRules\n", text, StringComparison.Ordinal);
        Assert.Contains("LEGION001 | Manifest | Info | Manifest | Warning | ManifestRules\n", text, StringComparison.Ordinal);
        Assert.Contains("### Removed Rules", text, StringComparison.Ordinal);
        Assert.Contains("LEGION002 | Manifest | Error |\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_is_well_said_and_numbered_in_its_stations_hundred()
    {
        Assert.True(RuleCatalog.All.Count > 40);
        Assert.Equal(RuleCatalog.All.Count, RuleCatalog.All.Select(static r => r.Rule.Id).Distinct().Count());
        Assert.All(RuleCatalog.All, static r =>
        {
            Assert.Matches("^LEGION[0-9]{3}$", r.Rule.Id);
            var (from, to) = Numbers[r.Station];
            Assert.InRange(int.Parse(r.Rule.Id.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture), from, to);
            Assert.True(RulePages.IsKnown(r.Rule.Category), r.Rule.Id + ": " + r.Rule.Category);
            Assert.False(string.IsNullOrWhiteSpace(r.Rule.Description), r.Rule.Id);
            Assert.False(r.Rule.Title.EndsWith('.'), r.Rule.Id + ": a title is no sentence");
        });
    }
}
