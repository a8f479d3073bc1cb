using System.Reflection;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;

namespace Legion.Build.Manifest.Tests.Rules;

public sealed class ManifestRulesTests
{
    /// <summary>The version that is built stands in no manifest; the tests of the tasks trip this one.</summary>
    private static readonly string[] OfVersions = ["LEGION090"];

    public static TheoryData<int> Indexes => new(Enumerable.Range(0, RuleCases.All.Count()));

    private static IEnumerable<Rule> AllRules => typeof(ManifestRules).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(f => f.FieldType == typeof(Rule)).Select(f => (Rule)f.GetValue(null)!);

    [Theory]
    [MemberData(nameof(Indexes))]
    [Trips(Table = typeof(RuleCases))]
    [Spares(Table = typeof(RuleCases))]
    public void A_rule_is_tripped_at_its_place_and_by_nothing_else(int index)
    {
        var it = RuleCases.All.ElementAt(index);
        var start = it.Tripping.IndexOf('«', StringComparison.Ordinal);
        var length = it.Tripping.IndexOf('»', StringComparison.Ordinal) - start - 1;
        var text = it.Tripping.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);

        var found = ManifestReader.Read(text, "m.yaml").Diagnostics.Where(d => d.Rule.Id == it.Rule).ToList();
        var finding = found.FirstOrDefault(d => d.Location.Span.Start == start);
        Assert.True(finding is not null, it + " is not at " + start + " but at " + string.Join(", ", found.Select(d => d.Location.Span + " " + d.Message)));
        Assert.Contains(it.Words, finding.Message, StringComparison.Ordinal);
        if (length > 0) Assert.Equal(length, finding.Location.Span.Length);

        var clean = ManifestReader.Read(it.Clean, "m.yaml");
        Assert.DoesNotContain(clean.Diagnostics, d => d.Rule.Id == it.Rule);
        Assert.False(clean.HasErrors, it + ": " + string.Join("\n", clean.Diagnostics.Select(d => d.Message)));
        Assert.NotNull(clean.Manifest);
    }

    [Fact]
    public void Every_rule_has_a_manifest_that_trips_it_and_one_that_does_not() =>
        Assert.Empty(AllRules.Select(r => r.Id).Except(RuleCases.All.Select(c => c.Rule)).Except(OfVersions));

    [Fact]
    public void Every_rule_is_numbered_once_and_explained()
    {
        var rules = AllRules.ToList();
        Assert.Equal(rules.Count, rules.Select(r => r.Id).Distinct().Count());
        Assert.All(rules, r =>
        {
            Assert.Matches("^LEGION[01][0-9][0-9]$", r.Id);
            Assert.DoesNotMatch("[.:]$", r.Title);
            Assert.True(r.Description.Length > 80, r.Id);
        });
    }

    [Theory]
    [InlineData("images: { a: { dockerfle: x } }", "dockerfile")]
    [InlineData("images: { a: { dockerfile: x, component: yes } }", "true")]
    [InlineData("images: { a: { dockerfile: x, target: 1.10 } }", "\"1.10\"")]
    [InlineData("charts: { a: { path: a\\b } }", "a/b")]
    [InlineData("images: { Web: { dockerfile: x } }", "web")]
    [InlineData("charts: { web: { path: x }, b: { path: x, installAfter: [wbe] } }", "web")]
    public void A_finding_carries_what_a_fix_would_write(string body, string suggestion)
    {
        var finding = ManifestReader.Read("apiVersion: legion.build/v1\nproduct: P\n" + body, "m.yaml").Diagnostics.First(d => !d.Properties.IsEmpty);
        Assert.Equal(new Setting("suggestion", suggestion), finding.Properties[0]);
    }

    [Fact]
    public void Both_lines_of_a_duplicate_are_in_the_finding()
    {
        var finding = Assert.Single(ManifestReader.Read("apiVersion: legion.build/v1\nproduct: P\ncharts:\n  a: { path: x }\n  a: { path: y }\n", "m.yaml").Diagnostics);
        Assert.Equal(4, finding.Location.Span.StartLine);
        Assert.Equal(3, Assert.Single(finding.Related).Span.StartLine);
    }

    [Fact]
    public void Of_two_names_that_meet_the_first_stays_in_the_model()
    {
        var manifest = ManifestReader.Read("apiVersion: legion.build/v1\nproduct: P\nimages: { a-b: { dockerfile: x }, a_b: { dockerfile: y } }", "m.yaml").Manifest!;
        Assert.Equal(["a-b"], manifest.Images.Select(i => i.Name));
    }

    [Fact]
    public void A_mistake_reached_through_aliases_is_said_once()
    {
        var reading = ManifestReader.Read("apiVersion: legion.build/v1\nproduct: P\nx-c: &c { dockerfile: ../x }\nimages: { a: { <<: *c }, b: { <<: *c } }", "m.yaml");
        Assert.Equal("LEGION050", Assert.Single(reading.Diagnostics).Rule.Id);
        Assert.Empty(reading.Manifest!.Images);
    }

    [Fact]
    public void A_chart_that_misspells_its_image_is_not_told_to_list_it_too()
    {
        var reading = ManifestReader.Read("apiVersion: legion.build/v1\nproduct: P\ncharts: { a: { path: x, images: [wbe], values: { i: \"${image:web}\" } } }\nimages: { web: { dockerfile: x, component: false } }", "m.yaml");
        Assert.Equal("LEGION032", Assert.Single(reading.Diagnostics).Rule.Id);
    }

    [Fact]
    public void A_thousand_charts_in_one_chain_are_no_cycle_and_a_circle_of_them_is_one()
    {
        var chain = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"  c{i}: {{ path: x{(i == 0 ? "" : $", installAfter: [c{i - 1}]")} }}\n"));
        Assert.Empty(ManifestReader.Read("apiVersion: legion.build/v1\nproduct: P\ncharts:\n" + chain, "m.yaml").Diagnostics);
        var circle = ManifestReader.Read("apiVersion: legion.build/v1\nproduct: P\ncharts:\n" + chain.Replace("c0: { path: x }", "c0: { path: x, installAfter: [c9999] }", StringComparison.Ordinal), "m.yaml");
        Assert.Equal("LEGION035", Assert.Single(circle.Diagnostics).Rule.Id);
    }
}
