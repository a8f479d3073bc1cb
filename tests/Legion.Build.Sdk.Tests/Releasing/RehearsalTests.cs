using Legion.Build.Sdk.Tests.Running;

namespace Legion.Build.Sdk.Tests.Releasing;

/// <summary>Plan, publish and verify through the real <c>dotnet</c>, into folders shaped as the real repositories.</summary>
public sealed class RehearsalTests(PackedSdk sdk) : IDisposable
{
    private readonly Workspace work = new(sdk);

    public void Dispose() => work.Dispose();

    [Fact]
    public void A_release_is_planned_rehearsed_verified_and_rehearsed_again_without_doing_anything()
    {
        work.WritePlatform();
        string[] release = ["--nologo", "-p:LegionChannel=release", "-p:Version=1.0.0", "-p:LegionRehearseTo=rehearsal"];

        var plan = work.Dotnet(["build", "-t:Plan", .. release]).Succeeded();
        Assert.True(File.Exists(work["artifacts/plan.json"]));
        Assert.Contains(plan.Lines("image web"), static l => l.Contains("new", StringComparison.Ordinal));
        Assert.False(Directory.Exists(work["rehearsal"]) && Directory.EnumerateFiles(work["rehearsal"], "*", SearchOption.AllDirectories).Any(), "a plan wrote into the repositories");

        work.Dotnet(["publish", .. release]).Succeeded();
        Assert.NotEmpty(Directory.EnumerateFiles(work["rehearsal"], "*", SearchOption.AllDirectories));
        Assert.NotEmpty(Directory.EnumerateFiles(work["rehearsal"], "acme-1.0.0*.whl", SearchOption.AllDirectories));

        work.Dotnet(["build", "-t:VerifyPublished", .. release]).Succeeded();
        var before = work.Snapshot("rehearsal");
        var again = work.Dotnet(["publish", .. release]).Succeeded();
        Assert.Contains("nothing was done", again.Output, StringComparison.Ordinal);
        Assert.Equal(before, work.Snapshot("rehearsal"));
    }

    [Fact]
    [Trips]
    public void What_cannot_be_made_is_not_released()
    {
        work.WritePlatform();
        work.Edit("distributions.yaml", "web/Dockerfile", "web/None");
        var result = work.Dotnet("publish", "--nologo", "-p:LegionChannel=release", "-p:Version=1.0.0", "-p:LegionRehearseTo=rehearsal").Failed();
        Assert.Single(result.Lines("error LEGION170:"));
        Assert.Single(result.Lines("error LEGION907:"));
        Assert.False(Directory.Exists(work["rehearsal"]));
    }

    [Fact]
    public void A_prerelease_is_refused_on_a_channel_of_stable_versions()
    {
        work.WritePlatform();
        var result = work.Dotnet("publish", "--nologo", "-p:LegionChannel=release", "-p:LegionRehearseTo=rehearsal").Failed();
        Assert.Contains(result.Lines("error LEGION"), static l => l.Contains("1.2.3-dev.4", StringComparison.Ordinal) && l.Contains("release", StringComparison.Ordinal));
        Assert.False(Directory.Exists(work["rehearsal"]) && Directory.EnumerateFiles(work["rehearsal"], "*", SearchOption.AllDirectories).Any());
    }

    [Fact]
    public void A_publish_profile_says_channel_and_version()
    {
        work.WritePlatform();
        work.Write("Properties/PublishProfiles/rehearsal.pubxml", "<Project><PropertyGroup><LegionChannel>release</LegionChannel><Version>1.0.0</Version><LegionRehearseTo>rehearsal</LegionRehearseTo></PropertyGroup></Project>");
        work.WriteProject(properties: "<Version Condition=\"'$(Version)' == ''\">1.2.3-dev.4</Version>");
        work.Dotnet("publish", "--nologo", "-p:PublishProfile=rehearsal").Succeeded();
        Assert.NotEmpty(Directory.EnumerateFiles(work["rehearsal"], "acme-1.0.0*.whl", SearchOption.AllDirectories));
    }
}
