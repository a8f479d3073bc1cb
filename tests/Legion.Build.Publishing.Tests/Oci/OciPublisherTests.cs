using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Legion.Build.Artifacts.Record;
using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Repositories;
using Legion.Build.TestServers;
using Legion.Build.TestServers.Faults;

namespace Legion.Build.Publishing.Tests.Oci;

/// <summary>The publisher against docker-registry, with skopeo reading back.</summary>
public sealed class OciPublisherTests : IDisposable
{
    private readonly OciRelease release = new();

    public void Dispose() => release.Dispose();

    [Fact]
    public async Task An_image_is_invisible_until_its_tags_are_written_and_is_then_read_back()
    {
        await using var server = await RegistryServer.StartAsync();
        await using var publisher = release.Open(OciRelease.At(server.Host + "/legion"));
        var items = publisher.Describe(release.Image("k8s-edi", "hello", 2 << 20), ["1.0", "latest"]);
        Assert.Equal([$"{server.Host}/legion/k8s-edi:1.0.0", $"{server.Host}/legion/k8s-edi:1.0", $"{server.Host}/legion/k8s-edi:latest"], items.Select(i => i.Address));
        await publisher.CheckAsync(items, CancellationToken.None);
        Assert.Null(await publisher.LookAsync(items[0], CancellationToken.None));
        var sent = new Sum();
        await publisher.TransferAsync(items[0], sent, CancellationToken.None);
        Assert.Equal(items[0].Size, sent.Total);
        Assert.Null(await publisher.LookAsync(items[0], CancellationToken.None));
        foreach (var item in items)
        {
            await publisher.CommitAsync([item], mayReplace: item.Role == ItemRole.FloatingTag, sent, CancellationToken.None);
            Assert.Equal(item.Digest, await publisher.ReadBackAsync(item, CancellationToken.None));
            Assert.Equal(item.Digest, (string?)JsonNode.Parse(Skopeo("inspect", "--tls-verify=false", "docker://" + item.Reference))!["Digest"]);
        }
    }

    [Fact]
    public async Task Where_all_is_there_one_HEAD_a_tag_is_all_that_is_asked()
    {
        await using var server = await RegistryServer.StartAsync();
        await using var proxy = FaultProxy.Start(server.Port);
        var images = new[] { release.Image("a", "a"), release.Image("b", "b") };
        await PublishAsync(OciRelease.At(proxy.Host), images);
        var before = proxy.Requests.Count;
        await using var again = release.Open(OciRelease.At(proxy.Host));
        var items = images.SelectMany(i => again.Describe(i, [])).ToList();
        await again.CheckAsync(items, CancellationToken.None);
        foreach (var item in items)
            Assert.Equal(item.Digest, await again.LookAsync(item, CancellationToken.None));
        Assert.Equal(["HEAD /v2/a/manifests/1.0.0", "HEAD /v2/b/manifests/1.0.0"], proxy.Requests.Skip(before).Select(r => r.Method + " " + r.Target).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Other_bytes_under_a_version_are_refused_however_late_and_replaced_where_they_may()
    {
        await using var server = await RegistryServer.StartAsync();
        var repository = OciRelease.At(server.Host + "/legion");
        var first = release.Image("app", "first");
        await PublishAsync(repository, first);
        var second = release.Image("app", "second");
        await using var publisher = release.Open(repository);
        var item = publisher.Describe(second, [])[0];
        await publisher.TransferAsync(item, new Sum(), CancellationToken.None);
        var conflict = await Assert.ThrowsAsync<PublishException>(() => publisher.CommitAsync([item], mayReplace: false, new Sum(), CancellationToken.None));
        Assert.Equal((PublishFailure.Conflict, first.Digest), (conflict.Failure, conflict.Message));
        Assert.Equal(first.Digest, await publisher.LookAsync(item, CancellationToken.None));
        await publisher.CommitAsync([item], mayReplace: true, new Sum(), CancellationToken.None);
        Assert.Equal(second.Digest, await publisher.ReadBackAsync(item, CancellationToken.None));
    }

    [Fact]
    public async Task A_chart_goes_to_a_registry_in_Helms_form()
    {
        await using var server = await RegistryServer.StartAsync();
        var items = await PublishAsync(OciRelease.At("oci://" + server.Host + "/charts"), release.Chart("legion"));
        Assert.Equal($"oci://{server.Host}/charts/legion:1.0.0", items[0].Reference);
        var manifest = JsonNode.Parse(Skopeo("inspect", "--raw", "--tls-verify=false", $"docker://{server.Host}/charts/legion:1.0.0"))!;
        Assert.Equal("application/vnd.cncf.helm.config.v1+json", (string?)manifest["config"]!["mediaType"]);
        Assert.Equal("application/vnd.cncf.helm.chart.content.v1.tar+gzip", (string?)manifest["layers"]![0]!["mediaType"]);
    }

    [Fact]
    public async Task Credentials_are_needed_found_and_never_said()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Username = "me", Password = "canary-pw", Tls = true });
        var repository = OciRelease.At(server.Host + "/legion", ca: server.CertificateAuthorityFile);
        var image = release.Image("app", "hello");
        var denied = await Assert.ThrowsAsync<PublishException>(() => PublishAsync(repository, image));
        Assert.Equal(PublishFailure.Denied, denied.Failure);
        release.Variables["LEGION_DOCKER_HUB_USERNAME"] = "me";
        release.Variables["LEGION_DOCKER_HUB_PASSWORD"] = "wrong-canary";
        denied = await Assert.ThrowsAsync<PublishException>(() => PublishAsync(repository, image));
        Assert.Equal(PublishFailure.Denied, denied.Failure);
        Assert.DoesNotContain("canary", denied.ToString(), StringComparison.Ordinal);
        release.Variables["LEGION_DOCKER_HUB_PASSWORD"] = "canary-pw";
        await PublishAsync(repository, image);
        Assert.NotEmpty(release.Lines);
        Assert.DoesNotContain(release.Lines, line => line.Contains("canary", StringComparison.Ordinal) || line.Contains("Authorization", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_anonymous_pusher_is_told_in_preflight()
    {
        await using var tokens = TokenServer.Start();
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Tokens = tokens });
        await using var publisher = release.Open(OciRelease.At(server.Host + "/legion"));
        var items = publisher.Describe(release.Image("app", "hello"), []);
        var denied = await Assert.ThrowsAsync<PublishException>(() => publisher.CheckAsync(items, CancellationToken.None));
        Assert.Equal(PublishFailure.Denied, denied.Failure);
        Assert.False(Directory.Exists(Path.Combine(server.Storage, "docker", "registry", "v2", "repositories", "legion")));
    }

    [Fact]
    public async Task Push_and_pull_hosts_are_two_doors_with_their_own_logins()
    {
        await using var server = await RegistryServer.StartAsync();
        await using var push = FaultProxy.Start(server.Port);
        await using var pull = FaultProxy.Start(server.Port);
        var items = await PublishAsync(OciRelease.At(push.Host + "/legion", pull.Host + "/legion"), release.Image("app", "hello"));
        Assert.StartsWith(push.Host, items[0].Address, StringComparison.Ordinal);
        Assert.StartsWith(pull.Host, items[0].Reference, StringComparison.Ordinal);
        Assert.All(pull.Requests, r => Assert.Contains(r.Method, (string[])["GET", "HEAD"]));
        Assert.DoesNotContain(push.Requests, r => RegistryRequests.IsManifestGet(r));
    }

    [Fact]
    public async Task A_charts_package_is_taken_out_of_a_registry_as_it_was()
    {
        await using var server = await RegistryServer.StartAsync();
        var repository = OciRelease.At(server.Host + "/charts");
        var chart = release.Chart("legion");
        var item = (await PublishAsync(repository, chart))[0];
        await using var from = release.Open(repository);
        Assert.Equal(chart.Files[0].Sha256, Convert.ToHexStringLower(SHA256.HashData((await from.ReadAsync(item, CancellationToken.None))!)));
        Assert.Null(await from.ReadAsync(item with { Digest = "sha256:" + new string('0', 64) }, CancellationToken.None));
    }

    [Fact]
    public async Task An_output_that_changed_since_the_plan_is_not_published()
    {
        await using var server = await RegistryServer.StartAsync();
        await using var publisher = release.Open(OciRelease.At(server.Host));
        var item = publisher.Describe(release.Image("app", "planned"), [])[0];
        release.Image("app", "another build");
        var error = await Assert.ThrowsAsync<PublishException>(() => publisher.TransferAsync(item, new Sum(), CancellationToken.None));
        Assert.Equal(PublishFailure.Content, error.Failure);
    }

    private async Task<IReadOnlyList<ReleaseItem>> PublishAsync(OciRelease.RepositoryFactory repository, params BuiltArtifact[] artifacts)
    {
        await using var publisher = release.Open(repository);
        var items = artifacts.SelectMany(a => publisher.Describe(a, [])).ToList();
        await publisher.CheckAsync(items, CancellationToken.None);
        foreach (var item in items)
        {
            await publisher.TransferAsync(item, new Sum(), CancellationToken.None);
            await publisher.CommitAsync([item], mayReplace: false, new Sum(), CancellationToken.None);
            Assert.Equal(item.Digest, await publisher.ReadBackAsync(item, CancellationToken.None));
        }

        return items;
    }

    private static string Skopeo(params string[] arguments)
    {
        Programs.Require("skopeo");
        using var process = Process.Start(new ProcessStartInfo("skopeo", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    private sealed class Sum : IProgress<long>
    {
        private long total;

        public long Total => total;

        public void Report(long value) => Interlocked.Add(ref total, value);
    }
}
