using Legion.Build.Artifacts.Charts.Versions;

namespace Legion.Build.Artifacts.Tests.Charts;

public sealed class VersionRangeTests
{
    [Theory]
    [InlineData("1.2.3", "1.2.3", true)]
    [InlineData("1.2.3", "1.2.4", false)]
    [InlineData("1.2", "1.2.9", true)] // an unwritten number is open
    [InlineData("1", "1.9.9", true)]
    [InlineData("1.x", "2.0.0", false)]
    [InlineData("*", "7.1.0", true)]
    [InlineData("*", "7.1.0-rc.1", false)] // prereleases only where the range names one
    [InlineData(">=1.0.0-0", "1.1.0-rc.1", true)]
    [InlineData("^1.2.3", "1.9.0", true)]
    [InlineData("^1.2.3", "2.0.0", false)]
    [InlineData("^0.2.3", "0.3.0", false)]
    [InlineData("^0.0.3", "0.0.4", false)]
    [InlineData("^0.0", "0.0.9", true)]
    [InlineData("~1.2.3", "1.2.9", true)]
    [InlineData("~1.2.3", "1.3.0", false)]
    [InlineData("~1", "1.9.0", true)]
    [InlineData("~>2.0", "2.0.5", true)]
    [InlineData(">11", "11.1.0", false)]
    [InlineData(">11", "12.0.0", true)]
    [InlineData(">11.1", "11.1.9", false)]
    [InlineData("<=1.2", "1.2.9", true)]
    [InlineData("<1.2", "1.2.0", false)]
    [InlineData("!=1.2.x", "1.2.9", false)]
    [InlineData("!=1.2.x", "1.3.0", true)]
    [InlineData(">=1.0, <2.0", "1.5.0", true)]
    [InlineData(">=1.0 <2.0", "2.0.0", false)]
    [InlineData("<1 || >=3", "3.1.0", true)]
    [InlineData("1.0 - 2.0", "1.5.0", true)]
    [InlineData("1.0 - 2.0", "2.1.0", false)]
    [InlineData("=> 1.0, =< 2", "2.5.0", true)]
    [InlineData("v1.2.3", "1.2.3+build", true)]
    public void A_range_holds_what_Helm_says(string range, string version, bool holds)
    {
        Assert.True(VersionRange.TryParse(range, out var parsed));
        Assert.True(ChartVersion.TryParse(version, out var v));
        Assert.Equal(holds, parsed.Contains(v));
    }

    [Theory]
    [InlineData("")]
    [InlineData("latest")]
    [InlineData(">= 1.0 and < 2")]
    [InlineData("1.2.3.4")]
    [InlineData("1.0 || ")]
    [InlineData("1.0\n")]
    public void What_is_no_range_is_refused(string range) => Assert.Equal(range.EndsWith('\n'), VersionRange.TryParse(range, out _));

    [Theory]
    [InlineData("v1", true, false)]
    [InlineData("1.2", true, false)]
    [InlineData("01.2.3", true, false)]
    [InlineData("1.2.3-rc.1+b.01", true, true)]
    [InlineData("1.2.3-01", false, false)]
    [InlineData("1.2.3-", false, false)]
    [InlineData("1.2.3+", false, false)]
    [InlineData("1.2.3.4", false, false)]
    [InlineData("1.2.beta", false, false)]
    [InlineData("", false, false)]
    [InlineData("1.2.3 ", false, false)]
    [InlineData("99999999999999999999.0.0", false, false)]
    public void Loose_and_strict_reading_differ(string text, bool loose, bool strict)
    {
        Assert.Equal(loose, ChartVersion.TryParse(text, out _));
        Assert.Equal(strict, ChartVersion.TryParseStrict(text, out _));
    }

    [Fact]
    public void Versions_order_by_precedence()
    {
        string[] ordered = ["0.9.9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.10.0"];
        var parsed = ordered.Select(static o => ChartVersion.TryParse(o, out var v) ? v : null!).ToList();
        for (var i = 1; i < parsed.Count; i++) Assert.True(parsed[i - 1] < parsed[i], $"{parsed[i - 1]} < {parsed[i]}");
        Assert.True(ChartVersion.TryParse("1.0.0+a", out var a) && ChartVersion.TryParse("v1.0+b", out var b) && a == b);
    }
}
