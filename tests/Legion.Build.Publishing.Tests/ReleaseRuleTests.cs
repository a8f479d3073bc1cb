using Legion.Build.Artifacts.Record;
using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Tests.Support;

namespace Legion.Build.Publishing.Tests;

/// <summary>Each finding of publishing, and a release that has none of them.</summary>
public sealed class ReleaseRuleTests : IDisposable
{
    private readonly Platform platform = new();
    private readonly RecordingLog log = new();

    public void Dispose() => platform.Dispose();

    [Fact]
    [Spares("LEGION500", "LEGION501", "LEGION502", "LEGION503", "LEGION504", "LEGION505", "LEGION510", "LEGION511", "LEGION512", "LEGION513", "LEGION514", "LEGION515",
        "LEGION516", "LEGION517", "LEGION518", "LEGION519", "LEGION520", "LEGION521", "LEGION522", "LEGION530", "LEGION531")]
    public async Task A_sound_release_is_planned_published_verified_and_promoted_without_a_finding()
    {
        (platform.Channel, platform.Version) = ("pre-release", "1.0.0-rc.1");
        await platform.BuildFromSourcesAsync();
        var planned = platform.Rehearse with { PlanFile = Path.Combine(platform.Output, PlanFile.FileName) };
        Assert.NotNull(await ReleaseStation.PlanAsync(platform.Rehearse, log, CancellationToken.None));
        Assert.NotNull(await ReleaseStation.PublishAsync(planned, log, CancellationToken.None));
        Assert.True(await ReleaseStation.VerifyAsync(platform.Rehearse, log, CancellationToken.None));
        var promotion = platform.Rehearse with { Channel = platform.Manifest.Channels[0], Version = Platform.Dialects("1.0.0"), From = platform.Manifest.Channels[1], FromVersion = platform.Request.Version };
        Assert.NotNull(await ReleaseStation.PromoteAsync(promotion, log, CancellationToken.None));
        Assert.Empty(log.Diagnostics);
    }

    [Fact]
    [Trips]
    public async Task An_artifact_that_was_not_built_is_named()
    {
        Edit(static record => record with { Artifacts = new([.. record.Artifacts.Where(static a => a.Name != "edi")]) });
        Assert.Null(await ReleaseStation.PublishAsync(platform.Rehearse, log, CancellationToken.None));
        var finding = Assert.Single(log.Diagnostics);
        Assert.Equal("LEGION503", finding.Rule.Id);
        Assert.StartsWith("Image 'edi' is published on channel 'release' and is not in the build record.", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    public async Task A_channel_that_nothing_goes_to_is_named()
    {
        using var other = new Platform(Platform.DefaultManifest.Replace("development: { versions: any, mutable: true }", "development: { versions: any, mutable: true }\n  nowhere: { versions: any }", StringComparison.Ordinal), "nowhere");
        Assert.Null(await ReleaseStation.PlanAsync(other.Rehearse, log, CancellationToken.None));
        Assert.Equal("LEGION505", Assert.Single(log.Diagnostics).Rule.Id);
    }

    [Fact]
    [Trips("LEGION502", "LEGION503", "LEGION504", "LEGION511", "LEGION512", "LEGION510")]
    public async Task All_that_is_wrong_is_said_at_once_and_nothing_was_written()
    {
        using var server = new TestServers.LockedServer();
        using var dev = new Platform(Platform.DefaultManifest.Replace("development: { versions: any, mutable: true }", "development: { versions: prerelease, mutable: true }", StringComparison.Ordinal), "development");
        dev.Variables["LEGION_CHARTS_HTTP_URL"] = "http://127.0.0.1:9/helm/";
        dev.Variables["LEGION_IMAGES_DEV_URL"] = "127.0.0.1:9/legion";
        dev.Variables["LEGION_PYTHON_URL"] = server.Url;
        File.Delete(Path.Combine(dev.Output, "charts", "legion-1.0.0.tgz"));
        BuildRecordFile.Write(RecordPath(dev), Read(dev) with { Artifacts = new([.. Read(dev).Artifacts.Where(static a => a.Name != "edi")]) });
        var before = Directory.EnumerateFiles(dev.Output, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();

        Assert.Null(await ReleaseStation.PlanAsync(dev.Request with { Environment = dev.Environment with { Time = new TestServers.HurriedTime() } }, log, CancellationToken.None));

        Assert.Equal(["LEGION502", "LEGION503", "LEGION504", "LEGION510", "LEGION511", "LEGION512"], log.Ids);
        Assert.Contains("Publish from the network that reaches it, or rehearse with -p:LegionRehearseTo=DIR.", log.Diagnostics.Single(static d => d.Rule.Id == "LEGION511").Message, StringComparison.Ordinal);
        Assert.Equal(before, Directory.EnumerateFiles(dev.Output, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
        Assert.All(server.Methods, static m => Assert.Equal("GET", m));
    }

    [Fact]
    [Trips]
    public async Task A_world_that_changed_since_the_plan_stops_the_publish_before_the_first_visible_step()
    {
        (platform.Channel, platform.Version) = ("development", "1.0.0-dev.1");
        platform.Build();
        Assert.NotNull(await ReleaseStation.PlanAsync(platform.Rehearse, log, CancellationToken.None));
        // Somebody else publishes the same version; the channel would take ours over it.
        platform.Build("somebody else");
        Assert.NotNull(await ReleaseStation.PublishAsync(platform.Rehearse, log, CancellationToken.None));
        platform.Build();
        var before = Snapshot.Of(platform.Rehearsal);

        Assert.Null(await ReleaseStation.PublishAsync(platform.Rehearse with { PlanFile = Path.Combine(platform.Output, PlanFile.FileName) }, log, CancellationToken.None));

        Assert.Equal(Enumerable.Repeat("LEGION516", 6), log.Ids);
        Assert.Equal(before, Snapshot.Of(platform.Rehearsal));
        Assert.NotNull(await ReleaseStation.PublishAsync(platform.Rehearse, log, CancellationToken.None));
    }

    [Fact]
    [Trips]
    public async Task A_world_that_changes_during_the_transfer_stops_it_too()
    {
        var wheel = Path.Combine(platform.Rehearsal, "python", "simple", "legion", "legion-1.0.0-py3-none-any.whl");
        Assert.Null(await ReleaseStation.PublishAsync(platform.Rehearse, log, line => Put(line, "done transfer", wheel), CancellationToken.None));
        var finding = Assert.Single(log.Diagnostics);
        Assert.Equal("LEGION516", finding.Rule.Id);
        Assert.StartsWith(wheel + " was not there when the plan was made and is sha256:", finding.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(platform.Rehearsal, "charts.git", "HEAD")));
        Assert.Empty(Legion.Build.Oci.Layout.OciLayout.Open(Path.Combine(platform.Rehearsal, "images", "edge")).ReadEntries());
    }

    [Fact]
    [Trips]
    public async Task What_cannot_be_read_back_as_it_was_written_is_an_error()
    {
        var wheel = Path.Combine(platform.Rehearsal, "python", "simple", "legion", "legion-1.0.0-py3-none-any.whl");
        Assert.Null(await ReleaseStation.PublishAsync(platform.Rehearse, log, line => Put(line, "done commit charts", wheel), CancellationToken.None));
        Assert.Equal("LEGION517", Assert.Single(log.Diagnostics).Rule.Id);
        Assert.False(File.Exists(Path.Combine(platform.Rehearsal, "releases", "release-1.0.0.json")));
    }

    [Fact]
    [Trips]
    public async Task Without_any_record_there_is_nothing_to_compare_with()
    {
        File.Delete(RecordPath(platform));
        Assert.False(await ReleaseStation.VerifyAsync(platform.Rehearse, log, CancellationToken.None));
        Assert.Equal("LEGION521", Assert.Single(log.Diagnostics).Rule.Id);
    }

    private static string RecordPath(Platform of) => Path.Combine(of.Output, BuildRecord.FileName);

    private static BuildRecord Read(Platform of) => BuildRecordFile.TryRead(RecordPath(of))!;

    private void Edit(Func<BuildRecord, BuildRecord> edit) => BuildRecordFile.Write(RecordPath(platform), edit(Read(platform)));

    private static void Put(string line, string moment, string path)
    {
        if (!line.StartsWith(moment, StringComparison.Ordinal)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "somebody else's");
    }
}
