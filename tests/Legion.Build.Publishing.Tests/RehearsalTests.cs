using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Tests.Support;

namespace Legion.Build.Publishing.Tests;

public sealed class RehearsalTests : IDisposable
{
    private readonly Platform platform = new();
    private readonly RecordingLog log = new();

    public void Dispose() => platform.Dispose();

    [Fact]
    public async Task A_release_stands_in_folders_shaped_as_the_real_repositories_and_outside_tools_read_it()
    {
        var record = await ReleaseStation.PublishAsync(platform.Rehearse, log, CancellationToken.None);

        Assert.True(record is not null, log.Everything);
        var layout = Path.Combine(platform.Rehearsal, "images", "edge");
        Assert.Equal(record.Items.Single(static i => i.Name == "edge").Digest, Tool.Run("skopeo", "inspect", "--raw", "oci:" + layout + ":1.0.0") is var raw ? "sha256:" + Hash(raw) : "");
        var bare = Path.Combine(platform.Rehearsal, "charts.git");
        Assert.Equal("index.yaml\nlegion-1.0.0.tgz\nlegion-crds-1.0.0.tgz", Tool.Run("git", "-C", bare, "ls-tree", "--name-only", "main"));
        Assert.Contains(record.Items.Single(static i => i is { Name: "legion-crds" }).Digest["sha256:".Length..], Tool.Run("git", "-C", bare, "show", "main:index.yaml"), StringComparison.Ordinal);
        Assert.Contains("legion-1.0.0-py3-none-any.whl", await File.ReadAllTextAsync(Path.Combine(platform.Rehearsal, "python", "simple", "legion", "index.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_publish_does_nothing_and_says_so()
    {
        await ReleaseStation.PublishAsync(platform.Rehearse, log, CancellationToken.None);
        var before = Snapshot.Of(platform.Rehearsal);

        Assert.NotNull(await ReleaseStation.PublishAsync(platform.Rehearse, log, CancellationToken.None));

        Assert.Equal(before, Snapshot.Of(platform.Rehearsal));
        Assert.Contains("1.0.0 is on 'release' already, byte for byte: nothing was done", log.Messages);
        Assert.Empty(log.Diagnostics);
    }

    [Fact]
    [Trips]
    public async Task Other_bytes_under_a_published_version_are_refused_with_both_digests_and_nothing_changes()
    {
        await ReleaseStation.PublishAsync(platform.Rehearse, log, CancellationToken.None);
        var before = Snapshot.Of(platform.Rehearsal);
        var published = Digests();
        platform.Build("changed");

        Assert.Null(await ReleaseStation.PublishAsync(platform.Rehearse, log, CancellationToken.None));

        Assert.Equal(before, Snapshot.Of(platform.Rehearsal));
        Assert.Equal(6, log.Diagnostics.Count(static d => d.Rule == PublishRules.OtherBytes));
        foreach (var digest in published.Concat(Digests())) Assert.Contains(log.Diagnostics, d => d.Message.Contains(digest, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mutable_channel_takes_other_bytes_under_a_version()
    {
        (platform.Channel, platform.Version) = ("development", "1.0.0-dev.1");
        platform.Build();
        Assert.NotNull(await ReleaseStation.PublishAsync(platform.Rehearse, log, CancellationToken.None));
        platform.Build("changed");
        var record = await ReleaseStation.PublishAsync(platform.Rehearse, log, CancellationToken.None);
        Assert.True(record is not null, log.Everything);
        Assert.True(await ReleaseStation.VerifyAsync(platform.Rehearse, log, CancellationToken.None));
        Assert.Contains(record.Items.Single(static i => i.Name == "legion-crds").Digest["sha256:".Length..], await File.ReadAllTextAsync(Path.Combine(platform.Rehearsal, "charts-http", "index.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_lists_every_step_in_the_order_of_visibility_and_writes_nothing_but_its_file()
    {
        var plan = await ReleaseStation.PlanAsync(platform.Rehearse, log, CancellationToken.None);

        Assert.True(plan is not null, log.Everything);
        Assert.Equal(["edge", "edi", "legion", "legion", "legion-crds", "legion"], plan.Steps.Where(static s => s.Phase == StepPhase.Commit).Select(static s => s.Item.Name));
        Assert.All(plan.Steps, static s => Assert.Equal(StepReason.New, s.Reason));
        Assert.Equal(plan, PlanFile.Read(Path.Combine(platform.Output, PlanFile.FileName)));
        Assert.Contains(log.Messages, static m => m.StartsWith("8 changes, at most ", StringComparison.Ordinal));
        Assert.False(File.Exists(Path.Combine(platform.Rehearsal, "images", "edge", "index.json")));
    }

    [Fact]
    public async Task A_world_that_changed_after_the_plan_stops_the_publish_before_anything_is_visible()
    {
        await ReleaseStation.PlanAsync(platform.Rehearse, log, CancellationToken.None);
        var planned = platform.Rehearse with { PlanFile = Path.Combine(platform.Output, PlanFile.FileName) };
        platform.Build("somebody else");
        await ReleaseStation.PublishAsync(platform.Rehearse, log, CancellationToken.None);
        var before = Snapshot.Of(platform.Rehearsal);
        platform.Build();

        Assert.Null(await ReleaseStation.PublishAsync(planned, log, CancellationToken.None));

        Assert.Equal(before, Snapshot.Of(platform.Rehearsal));
        Assert.NotEmpty(log.Diagnostics);
    }

    [Fact]
    [Trips]
    public async Task A_plan_of_other_artifacts_is_not_done()
    {
        await ReleaseStation.PlanAsync(platform.Rehearse, log, CancellationToken.None);
        platform.Build("rebuilt");
        Assert.Null(await ReleaseStation.PublishAsync(platform.Rehearse with { PlanFile = Path.Combine(platform.Output, PlanFile.FileName) }, log, CancellationToken.None));
        Assert.Equal(["LEGION518"], log.Ids);
    }

    [Fact]
    [Trips]
    public async Task Verification_names_every_difference()
    {
        await ReleaseStation.PublishAsync(platform.Rehearse, log, CancellationToken.None);
        Assert.True(await ReleaseStation.VerifyAsync(platform.Rehearse, log, CancellationToken.None));
        var wheel = Path.Combine(platform.Rehearsal, "python", "simple", "legion", "legion-1.0.0-py3-none-any.whl");
        await File.AppendAllTextAsync(wheel, "tampered");
        Directory.Delete(Path.Combine(platform.Rehearsal, "images", "edi"), recursive: true);

        Assert.False(await ReleaseStation.VerifyAsync(platform.Rehearse, log, CancellationToken.None));

        Assert.Equal(["LEGION520", "LEGION520"], log.Ids);
        Assert.Contains(log.Diagnostics, d => d.Message.StartsWith(wheel, StringComparison.Ordinal));
        Assert.Contains(log.Diagnostics, static d => d.Message.Contains("edi:1.0.0", StringComparison.Ordinal) && d.Message.Contains(" and is not there. ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Publishing_the_same_bytes_again_and_again_leaves_one_commit()
    {
        for (var i = 0; i < 20; i++) Assert.NotNull(await ReleaseStation.PublishAsync(platform.Rehearse, log, CancellationToken.None));
        Assert.Equal("1", Tool.Run("git", "-C", Path.Combine(platform.Rehearsal, "charts.git"), "rev-list", "--count", "main"));
    }

    private List<string> Digests() =>
        Artifacts.Record.BuildRecordFile.TryRead(Path.Combine(platform.Output, "distributions.json"))!.Artifacts
            .SelectMany(static a => a.Kind == Manifest.Model.ArtifactKind.Image ? [a.Digest] : a.Files.Select(static f => "sha256:" + f.Sha256)).ToList();

    private static string Hash(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
