using System.Text.Json.Nodes;
using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Records;
using Legion.Build.Publishing.Tests.Support;
using Legion.Build.TestServers;
using Legion.Build.TestServers.Faults;

namespace Legion.Build.Publishing.Tests.Oci;

/// <summary>Promotion of images between real registries, planned, journalled and verified as any publish.</summary>
public sealed class OciPromotionTests : IDisposable
{
    private const string Manifest = """
        apiVersion: legion.build/v1
        product: Legion
        channels:
          release:     { versions: any }
          pre-release: { versions: prerelease }
        repositories:
          images:     { type: oci, url: registry.example.org/legion }
          images-dev: { type: oci, url: registry.example.org/test }
        publish:
          images: { release: images, pre-release: images-dev }
        images:
          edge: { dockerfile: edge }
          edi: { dockerfile: edi }
        """;

    private readonly Platform platform = new(Manifest, channel: "pre-release", version: "1.0.0-rc.1");
    private readonly RecordingLog log = new();

    private ReleaseRequest Promotion => platform.Request with { Channel = platform.Manifest.Channels[0], From = platform.Manifest.Channels[1] };

    public void Dispose() => platform.Dispose();

    [Fact]
    public async Task Within_a_registry_no_blob_byte_goes_up_or_comes_down_and_the_manifests_stay()
    {
        await using var server = await RegistryServer.StartAsync();
        await using var proxy = FaultProxy.Start(server.Port);
        var tested = await PublishAsync(proxy.Host + "/test", proxy.Host + "/legion");
        var before = proxy.Requests.Count;

        var promoted = await ReleaseStation.PromoteAsync(Promotion, log, CancellationToken.None);

        Assert.True(promoted is not null, log.Everything);
        Assert.Equal(tested.Items.Select(static i => (i.Name, i.Digest)), promoted.Items.Select(static i => (i.Name, i.Digest)));
        var requests = proxy.Requests.Skip(before).ToList();
        Assert.Equal(0, requests.Where(static r => r.Target.Contains("/blobs/", StringComparison.Ordinal)).Sum(static r => r.ContentLength));
        Assert.DoesNotContain(requests, RegistryRequests.IsBlobGet);
        Assert.Equal(4, requests.Count(static r => RegistryRequests.IsUploadPost(r) && r.Target.Contains("mount=", StringComparison.Ordinal)));
        foreach (var item in promoted.Items) Assert.Equal(item.Digest, (string?)JsonNode.Parse(Tool.Run("skopeo", "inspect", "--tls-verify=false", "docker://" + item.Reference))!["Digest"]);
        Assert.False(Directory.Exists(Path.Combine(platform.Root, "obj", "promote", "release-1.0.0-rc.1", "images")));
        Assert.Equal(promoted.Items, ReleaseRecordFile.TryRead(Path.Combine(platform.Output, "releases", "release-1.0.0-rc.1.json"))!.Items);
    }

    [Fact]
    public async Task Between_registries_each_blob_is_streamed_once_and_a_second_promotion_does_nothing()
    {
        await using var one = await RegistryServer.StartAsync();
        await using var other = await RegistryServer.StartAsync();
        await using var from = FaultProxy.Start(one.Port);
        await using var to = FaultProxy.Start(other.Port);
        var tested = await PublishAsync(from.Host + "/test", to.Host + "/legion");
        var before = from.Requests.Count;

        var promoted = await ReleaseStation.PromoteAsync(Promotion, log, CancellationToken.None);

        Assert.True(promoted is not null, log.Everything);
        Assert.Equal(tested.Items.Select(static i => (i.Name, i.Digest)), promoted.Items.Select(static i => (i.Name, i.Digest)));
        Assert.Equal(4, from.Requests.Skip(before).Count(RegistryRequests.IsBlobGet));
        var sent = to.Requests.Count(static r => r.Method is "PUT" or "POST");
        Assert.NotNull(await ReleaseStation.PromoteAsync(Promotion, log, CancellationToken.None));
        Assert.Equal(sent, to.Requests.Count(static r => r.Method is "PUT" or "POST"));
        Assert.Contains("1.0.0-rc.1 is on 'release' already, byte for byte: nothing was done", log.Messages);
    }

    [Fact]
    [Trips]
    public async Task A_promotion_is_planned_and_one_that_broke_off_goes_on()
    {
        await using var server = await RegistryServer.StartAsync();
        await using var proxy = FaultProxy.Start(server.Port);
        await PublishAsync(server.Host + "/test", proxy.Host + "/legion");
        var plan = await ReleaseStation.PlanAsync(Promotion, log, CancellationToken.None);
        Assert.True(plan is not null, log.Everything);
        Assert.Equal(["edge", "edi"], plan.Steps.Where(static s => s.Phase == StepPhase.Commit).Select(static s => s.Item.Name));
        Assert.DoesNotContain(proxy.Requests, static r => r.Method is "PUT" or "POST");

        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReleaseStation.PromoteAsync(Promotion, log, line => { if (line.StartsWith("done commit", StringComparison.Ordinal)) stop.Cancel(); }, stop.Token));
        Assert.Equal("The publish of 1.0.0-rc.1 to 'release' was stopped: 1 of 2 items are visible. Run the same publish again: it continues where it stopped.", Assert.Single(log.Diagnostics, static d => d.Rule.Id == "LEGION519").Message);
        Assert.True(File.Exists(Path.Combine(platform.Output, "releases", "release-1.0.0-rc.1.journal")));
        var mounts = proxy.Requests.Count(RegistryRequests.IsUploadPost);

        Assert.NotNull(await ReleaseStation.PromoteAsync(Promotion, log, CancellationToken.None));
        Assert.Contains("resumes the publish of 1.0.0-rc.1 on 'release' that was interrupted", log.Messages);
        Assert.Equal(mounts, proxy.Requests.Count(RegistryRequests.IsUploadPost));
    }

    [Fact]
    [Trips]
    public async Task An_image_that_is_gone_or_another_one_is_not_promoted()
    {
        await using var server = await RegistryServer.StartAsync();
        var tested = await PublishAsync(server.Host + "/test", server.Host + "/legion");
        var path = ReleaseRecordFile.PathOf(platform.Output, "pre-release", "1.0.0-rc.1");
        ReleaseRecordFile.Write(path, tested with { Items = new([.. tested.Items.Select(static i => i with { Digest = "sha256:" + new string('0', 64) })]) });
        Assert.Null(await ReleaseStation.PromoteAsync(Promotion, log, CancellationToken.None));
        Assert.Equal(["LEGION514", "LEGION514"], log.Ids);
        Assert.All(log.Diagnostics, static d => Assert.Contains("is not there as sha256:0000", d.Message, StringComparison.Ordinal));
        Assert.False(Directory.Exists(Path.Combine(server.Storage, "docker", "registry", "v2", "repositories", "legion")));
    }

    private async Task<ReleaseRecord> PublishAsync(string test, string release)
    {
        platform.Variables["LEGION_IMAGES_DEV_URL"] = test;
        platform.Variables["LEGION_IMAGES_URL"] = release;
        var record = await ReleaseStation.PublishAsync(platform.Request, log, CancellationToken.None);
        Assert.True(record is not null, log.Everything);
        return record;
    }
}
