using Legion.Build.Manifest.Model;

namespace Legion.Build.Manifest.Tests.Model;

public sealed class InstallOrderTests
{
    [Theory]
    [InlineData("a b c", "a b c")]
    [InlineData("a<c b c", "c a b")]
    [InlineData("a<b b<c c d", "c b a d")]
    [InlineData("app<crds,db db<crds crds", "crds db app")]
    [InlineData("a<missing b", "a b")]
    [InlineData("a<a b", "a b")]
    public void Charts_come_after_those_they_wait_for(string charts, string expected) =>
        Assert.Equal(expected, string.Join(' ', InstallOrder.Of(Parse(charts)).Select(static c => c.Name)));

    [Fact]
    public void A_cycle_loses_no_chart() => Assert.Equal(3, InstallOrder.Of(Parse("a<b b<c c<a")).Count);

    [Fact]
    public void A_chain_of_ten_thousand_is_no_trouble()
    {
        var chain = string.Join(' ', Enumerable.Range(0, 10_000).Select(static i => $"c{i}<c{i + 1}")) + " c10000";
        var order = InstallOrder.Of(Parse(chain));
        Assert.Equal("c10000", order[0].Name);
        Assert.Equal("c0", order[10_000].Name);
    }

    private static EquatableArray<Chart> Parse(string charts) => charts.Split(' ')
        .Select(static c => c.Split('<'))
        .Select(static c => new Chart(c[0], c[0]) { InstallAfter = c.Length > 1 ? c[1].Split(',').ToEquatableArray() : default }).ToEquatableArray();
}
