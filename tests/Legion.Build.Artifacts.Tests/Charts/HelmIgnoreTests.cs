using Legion.Build.Artifacts.Charts;
using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Tests.Charts;

public sealed class HelmIgnoreTests
{
    [Theory]
    [InlineData("notes.txt", "notes.txt", false, true)]
    [InlineData("notes.txt", "docs/notes.txt", false, true)] // no slash: the last name counts
    [InlineData("*.txt", "docs/a.txt", false, true)]
    [InlineData("docs/*.txt", "docs/a.txt", false, true)]
    [InlineData("docs/*.txt", "other/docs/a.txt", false, false)] // with a slash: the whole path
    [InlineData("*/a.txt", "docs/deep/a.txt", false, false)] // a star does not cross folders
    [InlineData("/a.txt", "a.txt", false, true)]
    [InlineData("/a.txt", "docs/a.txt", false, false)]
    [InlineData("docs/", "docs", true, true)]
    [InlineData("docs/", "docs", false, false)] // a file of that name stays
    [InlineData("a?c.txt", "abc.txt", false, true)]
    [InlineData("a?c.txt", "a/c.txt", false, false)]
    [InlineData("[a-c].txt", "b.txt", false, true)]
    [InlineData("[^a-c].txt", "b.txt", false, false)]
    [InlineData("\\*.txt", "*.txt", false, true)]
    [InlineData("\\*.txt", "b.txt", false, false)]
    [InlineData("  padded.txt\t", "padded.txt", false, true)]
    [InlineData("# comment", "# comment", false, false)]
    [InlineData("!*.yaml", "a.yaml", false, false)]
    [InlineData("!*.yaml", "a.txt", false, true)] // negation leaves out what does not match
    [InlineData("!keep/", "keep", false, true)]
    [InlineData("*.txt\n!keep.txt", "keep.txt", false, true)] // the first one decides: nothing comes back
    [InlineData("", "templates/.hidden", false, true)]
    [InlineData("", "templates/deep/.hidden", false, false)] // the default only looks at templates/ itself
    [InlineData("", ".hidden", false, false)]
    [InlineData("", "templates/.", false, false)]
    [InlineData("\uFEFFbom.txt", "bom.txt", false, true)]
    [InlineData("crlf.txt\r\nnext.txt\r\n", "crlf.txt", false, true)]
    [InlineData(".", ".", true, false)] // the chart itself is never left out
    [InlineData("*", "ünïcode", false, true)]
    [InlineData("?", "😀", false, true)]
    public void Patterns_mean_what_Helm_says(string rules, string path, bool isFolder, bool ignored) =>
        Assert.Equal(ignored, HelmIgnore.Parse(rules, ".helmignore", static _ => { }).Ignores(path, isFolder));

    [Theory]
    [Trips]
    [InlineData("a\n**/b\n", "LEGION212", 1)]
    [InlineData("[a", "LEGION213", 0)]
    [InlineData("[]a]", "LEGION213", 0)]
    [InlineData("a\\", "LEGION213", 0)]
    [InlineData("\n  !keep.txt", "LEGION214", 1)]
    [InlineData("./a", "LEGION215", 0)]
    [InlineData("a//b", "LEGION215", 0)]
    public void A_pattern_that_cannot_do_what_was_meant_is_reported_where_it_stands(string rules, string id, int line)
    {
        var findings = new List<BuildDiagnostic>();
        HelmIgnore.Parse(rules, ".helmignore", findings.Add);
        var finding = Assert.Single(findings);
        Assert.Equal(id, finding.Rule.Id);
        Assert.Equal(line, finding.Location.Span.StartLine);
    }

    [Fact]
    [Spares("LEGION212", "LEGION213", "LEGION214", "LEGION215")]
    public void Good_patterns_are_not_reported()
    {
        var findings = new List<BuildDiagnostic>();
        HelmIgnore.Parse(".DS_Store\n.git/\n*.swp\n/ci/\nci/*-values.yaml\n[!a]\n", ".helmignore", findings.Add);
        Assert.Empty(findings);
    }

    [Fact]
    public void Every_rule_has_its_own_number_and_words()
    {
        Assert.All(ChartRules.All, static r => Assert.Matches("^LEGION2[0-9][0-9]$", r.Id));
        Assert.Equal(ChartRules.All.Count, ChartRules.All.Select(static r => r.Id).Distinct().Count());
        Assert.All(ChartRules.All, static r => Assert.NotEmpty(r.Description));
        Assert.All(ChartRules.All, static r => Assert.NotNull(r.At(SourceLocation.File("x"), 1, 2, 3, 4, 5).Message)); // every format string is well formed
        var fields = typeof(ChartRules).GetFields().Select(static f => f.GetValue(null)).OfType<Rule>();
        Assert.Equal(fields.Select(static r => r.Id).Order(StringComparer.Ordinal), ChartRules.All.Select(static r => r.Id).Order(StringComparer.Ordinal));
    }
}
