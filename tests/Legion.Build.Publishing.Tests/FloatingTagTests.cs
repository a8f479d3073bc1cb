using Legion.Build.Oci.Layout;
using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Tests.Support;
using Legion.Build.TestServers;
using Legion.Build.TestServers.Faults;

namespace Legion.Build.Publishing.Tests;

/// <summary>Tags that move with versions: last, forwards only, and the tag of the sources after them.</summary>
public sealed class FloatingTagTests : IDisposable
{
    private const string Manifest = """
        apiVersion: legion.build/v1
        product: Legion
        channels:
          release: { versions: stable, tags: [latest, "${major}.${minor}", "${major}"], gitTag: "v${version}" }
          nightly: { versions: any, mutable: true, tags: [nightly] }
        repositories:
          images: { type: oci, url: registry.example.org/legion }
        publish:
          images: { release: images, nightly: images }
        images:
          edge: { dockerfile: edge }
        """;

    private readonly Platform platform = new(Manifest);
    private readonly RecordingLog log = new();

    public FloatingTagTests()
    {
        Tool.Run("git", "init", "--quiet", "--initial-branch=main", platform.Root);
        Git("-c", "user.name=x", "-c", "user.email=x@y", "commit", "--quiet", "--allow-empty", "-m", "one");
        Git("init", "--quiet", "--bare", "origin.git");
        Git("remote", "add", "origin", Path.Combine(platform.Root, "origin.git"));
    }

    public void Dispose() => platform.Dispose();

    [Fact]
    public async Task They_come_last_and_the_git_tag_after_them()
    {
        var plan = await ReleaseStation.PlanAsync(platform.Rehearse, log, CancellationToken.None);
        Assert.True(plan is not null, log.Everything);
        Assert.Equal(["1.0.0", "latest", "1.0", "1", "v1.0.0"], plan.Steps.Where(static s => s.Phase == StepPhase.Commit).Select(static s => s.Item.Key));
        Assert.Contains(log.Messages, static m => m.StartsWith("commit    git tag v1.0.0", StringComparison.Ordinal) && m.EndsWith("new", StringComparison.Ordinal));
    }

    [Fact]
    public async Task They_move_forwards_only_whatever_is_published_in_which_order()
    {
        // After each: what latest, 1, 1.2 and 1.3 lead to.
        (string Version, string Latest, string Major, string Two, string Three)[] history =
        [
            ("1.2.3", "1.2.3", "1.2.3", "1.2.3", ""),
            ("1.3.0", "1.3.0", "1.3.0", "1.2.3", "1.3.0"),
            ("1.2.5", "1.3.0", "1.3.0", "1.2.5", "1.3.0"),
            ("1.2.4", "1.3.0", "1.3.0", "1.2.5", "1.3.0"),
            ("2.0.0", "2.0.0", "1.3.0", "1.2.5", "1.3.0"),
            ("1.2.10", "2.0.0", "1.3.0", "1.2.10", "1.3.0"),
        ];
        foreach (var (version, latest, major, two, three) in history)
        {
            await PublishAsync(version);
            Assert.Equal((latest, major, two, three), (Where("latest"), Where("1"), Where("1.2"), Where("1.3")));
        }

        Assert.Contains(log.Messages, static m => m.StartsWith("tag edge:latest", StringComparison.Ordinal) && m.EndsWith("stays at 1.3.0", StringComparison.Ordinal));
        Assert.Contains(log.Messages, static m => m.StartsWith("tag edge:1.2 ", StringComparison.Ordinal) && m.EndsWith("stays at 1.2.5", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_release_without_the_tag_is_whole_its_record_leaves_it_out_and_it_verifies_after_the_tag_went_on()
    {
        await PublishAsync("1.3.0");
        var old = await PublishAsync("1.2.3");
        Assert.Equal(["1.2.3", "1.2", "v1.2.3"], old.Items.Select(static i => i.Key));
        var verified = await PublishAsync("1.4.0");
        await PublishAsync("1.5.0");
        foreach (var release in (Records.ReleaseRecord[])[old, verified])
        {
            platform.Version = release.Version;
            Assert.True(await ReleaseStation.VerifyAsync(platform.Rehearse, log, CancellationToken.None), log.Everything);
        }

        // Led astray by hand: that is a difference.
        Entry("1.4", "1.3.0");
        platform.Version = "1.4.0";
        Assert.False(await ReleaseStation.VerifyAsync(platform.Rehearse, log, CancellationToken.None));
        Assert.Contains("edge:1.4 should be sha256:", Assert.Single(log.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pre_release_keeps_no_tag_from_a_channel_of_stable_versions()
    {
        (platform.Channel, platform.Version) = ("nightly", "1.4.0-dev.1");
        platform.Build();
        Assert.NotNull(await ReleaseStation.PublishAsync(platform.Rehearse, log, CancellationToken.None));
        platform.Channel = "release";
        await PublishAsync("1.2.3");
        Assert.Equal(("1.2.3", "1.4.0-dev.1"), (Where("latest"), Where("nightly")));
    }

    [Fact]
    public async Task A_registry_is_asked_for_its_tags_only_where_a_tag_would_move()
    {
        await using var server = await RegistryServer.StartAsync();
        await using var proxy = FaultProxy.Start(server.Port);
        platform.Variables["LEGION_IMAGES_URL"] = proxy.Host + "/legion";
        await PublishAsync("1.3.0", rehearse: false);
        await PublishAsync("1.2.3", rehearse: false);
        Assert.Contains(proxy.Requests, static r => r.Target.EndsWith("/tags/list", StringComparison.Ordinal));
        foreach (var (tag, version) in new[] { ("latest", "1.3.0"), ("1", "1.3.0"), ("1.2", "1.2.3"), ("1.3", "1.3.0") })
            Assert.Equal(Digest(server, version), Digest(server, tag));
        Assert.Equal("v1.2.3\nv1.3.0", Git("-C", "origin.git", "tag", "--list"));

        var before = proxy.Requests.Count;
        platform.Version = "1.3.0";
        platform.Build();
        Assert.NotNull(await ReleaseStation.PublishAsync(platform.Request, log, CancellationToken.None));
        Assert.All(proxy.Requests.Skip(before), static r => Assert.Equal("HEAD", r.Method));
    }

    [Fact]
    public async Task Where_tags_cannot_be_listed_the_image_itself_says_its_version()
    {
        await using var server = await RegistryServer.StartAsync();
        await using var proxy = FaultProxy.Start(server.Port);
        platform.Variables["LEGION_IMAGES_URL"] = proxy.Host + "/legion";
        proxy.Inject(new Fault("no list", static r => r.Target.Contains("/tags/list", StringComparison.Ordinal), static e => e.AnswerAsync(ProxiedResponse.Make(405)), Fault.Always));
        platform.Label = "1.3.0";
        await PublishAsync("1.3.0", rehearse: false);
        platform.Label = "1.2.3";
        await PublishAsync("1.2.3", rehearse: false);
        Assert.Equal(Digest(server, "1.3.0"), Digest(server, "latest"));
        platform.Label = "1.4.0";
        await PublishAsync("1.4.0", rehearse: false);
        Assert.Equal(Digest(server, "1.4.0"), Digest(server, "latest"));
    }

    [Fact]
    public async Task Somebody_who_publishes_a_newer_version_in_the_meantime_keeps_the_tag()
    {
        await PublishAsync("1.2.2");
        platform.Version = "1.2.3";
        platform.Build();
        // Between the plan and the tags, 1.3.0 arrives.
        var record = await ReleaseStation.PublishAsync(
            platform.Rehearse,
            log,
            line =>
            {
                if (!line.StartsWith("done commit images", StringComparison.Ordinal) || !line.EndsWith("edge:1.2.3", StringComparison.Ordinal)) return;
                Entry("1.3.0", "1.2.2");
                Entry("latest", "1.2.2");
            },
            CancellationToken.None);
        Assert.True(record is not null, log.Everything);
        Assert.Equal(["1.2.3", "1.2", "v1.2.3"], record.Items.Select(static i => i.Key));
        Assert.Equal("1.2.2", Where("latest"));
    }

    [Fact]
    public async Task Somebody_who_publishes_a_newer_version_in_the_very_moment_gets_the_tag_back()
    {
        await using var server = await RegistryServer.StartAsync();
        await using var proxy = FaultProxy.Start(server.Port);
        platform.Variables["LEGION_IMAGES_URL"] = proxy.Host + "/legion";
        await PublishAsync("1.2.2", rehearse: false);
        // After our last question, and before our tag arrives.
        proxy.Inject(new Fault("meanwhile", static r => r.Method == "PUT" && r.Target.EndsWith("/edge/manifests/latest", StringComparison.Ordinal), e =>
        {
            foreach (var tag in (string[])["1.3.0", "latest"])
                Tool.Run("skopeo", "copy", "--quiet", "--src-tls-verify=false", "--dest-tls-verify=false", $"docker://{server.Host}/legion/edge:1.2.2", $"docker://{server.Host}/legion/edge:{tag}");
            return e.PassAsync();
        }));
        var record = await PublishAsync("1.2.3", rehearse: false);
        Assert.Equal(1, proxy.Struck);
        Assert.DoesNotContain(record.Items, static i => i is { Name: "edge", Key: "latest" });
        Assert.Equal(Digest(server, "1.3.0"), Digest(server, "latest"));
        Assert.Equal(Digest(server, "1.2.3"), Digest(server, "1.2"));
    }

    [Fact]
    public async Task A_git_tag_on_another_commit_is_refused_before_anything_is_visible()
    {
        await PublishAsync("1.0.0");
        Git("-c", "user.name=x", "-c", "user.email=x@y", "commit", "--quiet", "--allow-empty", "-m", "two");
        Assert.Null(await ReleaseStation.PublishAsync(platform.Rehearse, log, CancellationToken.None));
        var finding = Assert.Single(log.Diagnostics);
        Assert.Equal("LEGION513", finding.Rule.Id);
        Assert.Contains("git tag v1.0.0 is " + Git("rev-parse", "HEAD~1") + " and would become " + Git("rev-parse", "HEAD"), finding.Message, StringComparison.Ordinal);
    }

    private string Git(params string[] arguments) => Tool.RunIn(platform.Root, "git", arguments);

    private static string Digest(RegistryServer server, string tag) =>
        Tool.Run("skopeo", "inspect", "--tls-verify=false", "--format", "{{.Digest}}", $"docker://{server.Host}/legion/edge:{tag}");

    private OciLayout Layout() => OciLayout.Open(Path.Combine(platform.Rehearsal, "images", "edge"));

    private void Entry(string tag, string as_)
    {
        using var writer = Layout().OpenWriter(CancellationToken.None);
        writer.SetEntry(tag, Layout().Find(as_)!, CancellationToken.None);
    }

    // Which version a tag leads to.
    private string Where(string tag)
    {
        var entries = Layout().ReadEntries();
        var digest = entries.FirstOrDefault(e => e.Name == tag)?.Descriptor.Digest;
        return entries.Where(e => e.Descriptor.Digest == digest && e.Name!.Split('.').Length > 2).Select(static e => e.Name!).FirstOrDefault("");
    }

    private async Task<Records.ReleaseRecord> PublishAsync(string version, bool rehearse = true)
    {
        platform.Version = version;
        platform.Build();
        var record = await ReleaseStation.PublishAsync(rehearse ? platform.Rehearse : platform.Request, log, CancellationToken.None);
        Assert.True(record is not null, log.Everything);
        return record;
    }
}
