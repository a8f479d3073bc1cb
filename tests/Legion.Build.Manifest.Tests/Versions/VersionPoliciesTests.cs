using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Versions;

namespace Legion.Build.Manifest.Tests.Versions;

public sealed class VersionPoliciesTests
{
    [Theory]
    [InlineData("1.0.0", true, false)]
    [InlineData("1.0.0-rc.1", false, true)]
    [InlineData("1.0.0-rc.1+build", false, false)]
    [InlineData("1.0.0+build-1", false, false)]
    public void A_policy_takes_what_its_name_says(string version, bool stable, bool prerelease)
    {
        Assert.Equal(stable, VersionPolicy.Stable.Takes(version));
        Assert.Equal(prerelease, VersionPolicy.Prerelease.Takes(version));
        Assert.True(VersionPolicy.Any.Takes(version));
    }

    [Fact]
    public void What_is_no_version_is_taken_nowhere() => Assert.All(Enum.GetValues<VersionPolicy>(), p => Assert.False(p.Takes("1.0")));
}
