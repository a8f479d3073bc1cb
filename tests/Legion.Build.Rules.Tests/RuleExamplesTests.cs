using Legion.Build.Manifest.Reading;

namespace Legion.Build.Rules.Tests;

public sealed class RuleExamplesTests
{
    private static readonly (string Key, string Text)[] Around =
    [
        ("apiVersion", "apiVersion: legion.build/v1\n"),
        ("product", "product: Acme\n"),
        ("channels", "channels: { release: { versions: stable } }\n"),
        ("repositories", "repositories: { hub: { type: oci, url: docker.io/acme } }\n"),
        ("publish", "publish: { images: { release: hub }, charts: { release: hub } }\n"),
    ];

    /// <summary>Rules whose example is no piece of a manifest.</summary>
    private static readonly string[] Others = ["LEGION002", "LEGION090", "LEGION172"];

    public static TheoryData<string> Manifests => [.. Rules("ManifestRules").Except(Others).Where(RuleExamples.All.ContainsKey)];

    [Fact]
    public void Every_rule_shows_what_trips_it_and_no_example_is_left_of_one_that_is_gone()
    {
        Assert.Empty(RuleCatalog.All.Where(static r => !RuleExamples.All.ContainsKey(r.Rule.Id) && !r.Rule.Description.Contains("```", StringComparison.Ordinal)).Select(static r => r.Rule.Id));
        Assert.Empty(RuleExamples.All.Keys.Except(RuleCatalog.All.Select(static r => r.Rule.Id)));
        Assert.All(RuleExamples.All, static e => Assert.Contains("```", e.Value, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void An_example_of_a_manifest_trips_its_rule(string id)
    {
        var example = RuleExamples.Code(RuleExamples.All[id], "yaml")!;
        var text = string.Concat(Around.Where(p => !example.Split('\n').Any(l => l.StartsWith(p.Key + ":", StringComparison.Ordinal))).Select(static p => p.Text)) + example;
        var findings = ManifestReader.Read(text, "distributions.yaml").Diagnostics;
        Assert.True(findings.Any(f => f.Rule.Id == id), id + " is not among\n" + string.Join('\n', findings.Select(static f => f.Rule.Id + " " + f.Message)) + "\nof\n" + text);
    }

    private static IEnumerable<string> Rules(string station) => RuleCatalog.All.Where(r => r.Station == station).Select(static r => r.Rule.Id);
}
