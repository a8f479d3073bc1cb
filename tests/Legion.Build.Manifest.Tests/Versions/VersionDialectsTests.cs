using Legion.Build.Manifest.Versions;

namespace Legion.Build.Manifest.Tests.Versions;

public sealed class VersionDialectsTests
{
    [Theory]
    [InlineData("1.2.3", "1.2.3", "1.2.3")]
    [InlineData("0.0.0", "0.0.0", "0.0.0")]
    [InlineData("1.2.3-5", "1.2.3.dev5", "1.2.3-5")]
    [InlineData("1.2.3-alpha.4", "1.2.3a4", "1.2.3-alpha.4")]
    [InlineData("1.2.3-alpha.0.7", "1.2.3a0.post7", "1.2.3-alpha.0.7")]
    [InlineData("1.2.3-beta.4", "1.2.3b4", "1.2.3-beta.4")]
    [InlineData("1.1.0-dev.1", "1.1.0rc0.dev1", "1.1.0-dev.1")]
    [InlineData("1.2.3-rc.4", "1.2.3rc4", "1.2.3-rc.4")]
    [InlineData("1.2.3-rc.4+Build-007", "1.2.3rc4+build.7", "1.2.3-rc.4_Build-007")]
    [InlineData("0.9.0-20181203121905+1230.30a6f46", "0.9.0.dev20181203121905+1230.30a6f46", "0.9.0-20181203121905_1230.30a6f46")]
    public void A_version_has_three_dialects(string version, string pep440, string tag)
    {
        Assert.True(VersionDialects.TryCreate(version, out var dialects, out var error), error);
        Assert.Equal(new VersionDialects(version, pep440, tag), dialects);
    }

    // Legion's own forms first: what was pushed by its scripts, and what to write instead.
    [Theory]
    [InlineData("1.0.0-rc10", "1.0.0-rc.10")]
    [InlineData("0.10.0rc9", "0.10.0-rc.9")]
    [InlineData("0.9.0-20181203121905.1230.30a6f46", "0.9.0-20181203121905+1230.30a6f46")]
    [InlineData("v1.0.0", "1.0.0")]
    [InlineData("1.0", "1.0.0")]
    [InlineData("1.0.0-01", "write 1")]
    [InlineData("1.0.0-rc", "1.0.0-rc.0")]
    [InlineData("1.0.0-dev.1.2", "1.0.0-dev.1")]
    [InlineData("1.0.0-feature-x.1", "alpha.N")]
    [InlineData("1.0.0-RC.1", "1.0.0-rc.1")]
    [InlineData("01.0.0", "leading zero")]
    [InlineData("1.0.0+--", "no letter or digit")]
    [InlineData("1.0.0-rc..1", "empty part")]
    [InlineData("1.0.0-rc_1", "'_'")]
    [InlineData("99999999999999999999.0.0", "Helm")]
    [InlineData("", "empty")]
    public void A_version_without_a_form_that_keeps_order_is_an_error_that_says_what_to_write(string version, string advice)
    {
        Assert.False(VersionDialects.TryCreate(version, out _, out var error));
        Assert.Contains(advice, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_too_long_for_a_tag_is_an_error()
    {
        Assert.False(VersionDialects.TryCreate("1.0.0+" + new string('a', 123), out _, out var error));
        Assert.Contains("128", error, StringComparison.Ordinal);
    }
}
