namespace Legion.Build.Rules.Tests;

public sealed class RuleClaimsTests
{
    /// <summary>Rules that no test trips yet. A line goes as soon as its test is there; the test fails on one too many as on one too few.</summary>
    private static readonly string[] Untripped = [];

    /// <summary>Rules without a test that does not trip them yet.</summary>
    private static readonly string[] Unspared = [];

    private static readonly (string, string)[] TwoRules = [("LEGION501", "PublishRules.RecordDiffers"), ("LEGION512", "PublishRules.Denied")];

    [Fact]
    public void Every_rule_of_every_station_has_a_test_that_trips_it_and_one_that_does_not()
    {
        var claims = new RuleClaims(RuleClaims.Sources(Accepted.Root()), RuleCatalog.Names).All().ToList();
        Assert.Empty(claims.Where(static c => c.Fault is not null).Select(static c => c.Where + ": " + c.Fault));
        Same(Untripped, Without(claims, trips: true), "trips");
        Same(Unspared, Without(claims, trips: false), "does not trip");
    }

    [Theory]
    [InlineData("[Fact] [Trips] void A() => Assert.Equal(\"LEGION501\", x);", "LEGION501", null)]
    [InlineData("[Fact] [Trips(\"LEGION512\")] void A() => Assert.Equal(\"error LEGION501, LEGION512\", x);", "LEGION512", null)]
    [InlineData("[Theory] [InlineData(1, \"LEGION501\")] [InlineData(2, \"LEGION512\")] [Trips] void A(string r) => Assert.Equal(r, x);", "LEGION501 LEGION512", null)]
    [InlineData("[Fact] [Trips] void A() => Assert.Same(Publishing.PublishRules.Denied, x);", "LEGION512", null)]
    [InlineData("static T Cases => new(\"LEGION512\"); [Theory] [MemberData(nameof(Cases))] [Trips] void A(string r) => Assert.Equal(r, x);", "LEGION512", null)]
    [InlineData("[Fact] [Trips(Table = typeof(B))] void A() => Assert.All(B.Cases, c); class B { string Cases = \"LEGION501\"; }", "LEGION501", null)]
    [InlineData("[Fact] [Spares(\"LEGION501\")] void A() => Assert.Empty(x);", "LEGION501", null)]
    [InlineData("[Fact] [Trips(\"LEGION501\")] void A() => Assert.Empty(x);", "LEGION501", "the test does not name LEGION501")]
    [InlineData("[Fact] [Trips(\"LEGION501\")] void A() => Assert.DoesNotContain(\"LEGION501\", x);", "LEGION501", "the test does not name LEGION501")]
    [InlineData("[Fact] [Trips(\"LEGION501\")] [Spares(\"LEGION512\")] void A() => x(PublishRules.RecordDiffers);", "LEGION501", null)]
    [InlineData("[Fact] [Spares(\"LEGION512\")] void A() { }", "LEGION512", "asserts nothing")]
    [InlineData("[Trips] void A() => Assert.Equal(\"LEGION501\", x);", "LEGION501", "at no test")]
    [InlineData("[Fact(Skip = \"slow\")] [Trips] void A() => Assert.Equal(\"LEGION501\", x);", "LEGION501", "never runs")]
    [InlineData("[Fact] [Spares(\"LEGION599\")] void A() => Assert.Empty(x);", "LEGION599", "LEGION599 is no rule")]
    [InlineData("[Fact] [Spares(\"Denied\")] void A() => Assert.Empty(x);", "", "is no rule")]
    [InlineData("[Fact] [Trips] void A() => Assert.Empty(x);", "", "names no rule")]
    public void A_claim_counts_where_the_test_bears_it_out(string member, string rules, string? fault)
    {
        var claim = new RuleClaims([("T.cs", "class T { " + member + " }")], TwoRules).All().First();
        Assert.Equal(rules, string.Join(' ', claim.Rules));
        if (fault is null) Assert.Null(claim.Fault);
        else Assert.Contains(fault, claim.Fault, StringComparison.Ordinal);
        Assert.Equal("T.cs:1", claim.Where);
    }

    private static IEnumerable<string> Without(List<RuleClaim> claims, bool trips) =>
        RuleCatalog.All.Select(static r => r.Rule.Id).Except(claims.Where(c => c.Trips == trips && c.Fault is null).SelectMany(static c => c.Rules));

    private static void Same(string[] listed, IEnumerable<string> without, string what)
    {
        var found = without.ToList();
        var (missing, there) = (found.Except(listed).ToList(), listed.Except(found).ToList());
        Assert.True(missing.Count == 0, "No test " + what + " " + string.Join(' ', missing));
        Assert.True(there.Count == 0, "There is a test that " + what + " these; take them off the list: " + string.Join(' ', there));
    }
}
