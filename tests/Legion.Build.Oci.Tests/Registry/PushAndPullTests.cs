using System.Text.Json.Nodes;
using Legion.Build.Oci.Credentials;
using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;
using Legion.Build.Oci.Registry;
using Legion.Build.Oci.Transfer;
using Legion.Build.TestServers;

namespace Legion.Build.Oci.Tests.Registry;

/// <summary>Against docker-registry as it is, with skopeo reading back.</summary>
public sealed class PushAndPullTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_is_pushed_skopeo_reads_back_under_the_same_digest()
    {
        await using var server = await RegistryServer.StartAsync();
        using var client = new RegistryClient(new RegistryClientOptions());
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        var image = TestImage.Write(layout, "app", "hello", randomBytes: 3 << 20);
        var target = client.ToWrite(Reference.Parse(server.Host + "/team/app"));
        var report = await ImagePush.RunAsync(new LayoutSource(layout), image, target, progress: null, CancellationToken.None);
        Assert.Equal(2, report.Sent);
        Assert.Empty(await target.ListTagsAsync(CancellationToken.None));
        await target.WriteManifestAsync(layout.ReadManifest(image), "1.0", CancellationToken.None);
        var inspected = JsonNode.Parse(Tool.Run("skopeo", "inspect", "--tls-verify=false", $"docker://{server.Host}/team/app:1.0"))!;
        Assert.Equal(image.Digest.ToString(), (string?)inspected["Digest"]);
        Tool.Run("skopeo", "copy", "--src-tls-verify=false", $"docker://{server.Host}/team/app:1.0", $"dir:{folder["back"]}");
        Assert.Equal(["1.0"], await target.ListTagsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_second_push_sends_nothing()
    {
        await using var server = await RegistryServer.StartAsync();
        var trace = new List<string>();
        using var client = new RegistryClient(new RegistryClientOptions { Trace = line => { lock (trace) { trace.Add(line); } } });
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        var image = TestImage.Write(layout, "app", "hello");
        var target = client.ToWrite(Reference.Parse(server.Host + "/app"));
        await ImagePush.RunAsync(new LayoutSource(layout), image, target, progress: null, CancellationToken.None);
        await target.WriteManifestAsync(layout.ReadManifest(image), "1.0", CancellationToken.None);
        trace.Clear();
        Assert.Equal(image.Digest, (await target.ResolveAsync("1.0", CancellationToken.None))!.Digest);
        Assert.StartsWith("HEAD ", Assert.Single(trace), StringComparison.Ordinal);
        Assert.Null(await target.ResolveAsync("2.0", CancellationToken.None));
        var report = await ImagePush.RunAsync(new LayoutSource(layout), image, target, progress: null, CancellationToken.None);
        Assert.Equal((0L, 0), (report.SentBytes, report.Sent));
    }

    [Fact]
    public async Task An_index_goes_and_comes_back_whole_or_one_platform_of_it()
    {
        await using var server = await RegistryServer.StartAsync();
        using var client = new RegistryClient(new RegistryClientOptions());
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        var index = TestImage.WriteIndex(layout, "multi", "linux/amd64", "linux/arm64");
        var target = client.ToWrite(Reference.Parse(server.Host + "/multi"));
        await ImagePush.RunAsync(new LayoutSource(layout), index, target, progress: null, CancellationToken.None);
        await target.WriteManifestAsync(layout.ReadManifest(index), "1", CancellationToken.None);

        var back = OciLayout.OpenOrCreate(folder["back"]);
        using var writer = back.OpenWriter(CancellationToken.None);
        var whole = await ImagePull.RunAsync(target, "1", platform: null, writer, progress: null, CancellationToken.None);
        Assert.Equal(index.Digest, whole.Digest);
        Assert.All(back.Reach(whole), d => Assert.True(back.Contains(d)));
        var one = await ImagePull.RunAsync(target, "1", Platform.Parse("linux/arm64"), writer, progress: null, CancellationToken.None);
        Assert.Equal("arm64", ImageConfig.Parse(back.ReadBlob(back.ReadManifest(one).ToImage().Config)).Platform.Architecture);
        var none = await Assert.ThrowsAsync<MissingPlatformException>(() =>
            ImagePull.RunAsync(target, "1", Platform.Parse("linux/s390x"), writer, progress: null, CancellationToken.None));
        Assert.Contains("linux/amd64, linux/arm64", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_skopeo_pushed_we_pull()
    {
        await using var server = await RegistryServer.StartAsync();
        using var client = new RegistryClient(new RegistryClientOptions());
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        TestImage.Write(layout, "app", "hello", randomBytes: 1 << 20);
        Tool.Run("skopeo", "copy", "--format", "v2s2", "--dest-tls-verify=false", $"oci:{layout.Folder}:app", $"docker://{server.Host}/app:docker");
        var back = OciLayout.OpenOrCreate(folder["back"]);
        using var writer = back.OpenWriter(CancellationToken.None);
        var pulled = await ImagePull.RunAsync(
            client.ToRead(Reference.Parse(server.Host + "/app")), "docker", Platform.LinuxAmd64, writer, progress: null, CancellationToken.None);
        Assert.Equal(MediaTypes.DockerManifest, pulled.MediaType);
        Assert.All(back.Reach(pulled), d => Assert.True(back.Contains(d)));
    }

    [Fact]
    public async Task Within_a_registry_blobs_are_mounted_and_no_byte_is_sent()
    {
        await using var server = await RegistryServer.StartAsync();
        using var client = new RegistryClient(new RegistryClientOptions());
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        var image = TestImage.Write(layout, "app", "hello");
        var staging = client.ToWrite(Reference.Parse(server.Host + "/staging/app"));
        await ImagePush.RunAsync(new LayoutSource(layout), image, staging, progress: null, CancellationToken.None);
        var release = client.ToWrite(Reference.Parse(server.Host + "/release/app"));
        var report = await ImagePush.RunAsync(new RepositorySource(staging), image, release, progress: null, CancellationToken.None);
        Assert.Equal((2, 0L), (report.Mounted, report.SentBytes));
        Assert.Equal(image.Digest, (await release.ReadManifestAsync(image.Digest.ToString(), CancellationToken.None)).Digest);
    }

    [Fact]
    public async Task Between_registries_the_bytes_are_copied_as_they_are()
    {
        await using var one = await RegistryServer.StartAsync();
        await using var other = await RegistryServer.StartAsync();
        using var client = new RegistryClient(new RegistryClientOptions());
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        var image = TestImage.Write(layout, "app", "hello", randomBytes: 2 << 20);
        var from = client.ToWrite(Reference.Parse(one.Host + "/app"));
        await ImagePush.RunAsync(new LayoutSource(layout), image, from, progress: null, CancellationToken.None);
        var to = client.ToWrite(Reference.Parse(other.Host + "/app"));
        var report = await ImagePush.RunAsync(new RepositorySource(from), image, to, progress: null, CancellationToken.None);
        Assert.Equal(2, report.Sent);
        Assert.Equal(image.Digest, (await to.ResolveAsync(image.Digest.ToString(), CancellationToken.None))!.Digest);
    }

    [Fact]
    public async Task Two_images_pushed_at_once_send_a_shared_layer_once()
    {
        await using var server = await RegistryServer.StartAsync();
        using var client = new RegistryClient(new RegistryClientOptions());
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        var image = TestImage.Write(layout, "app", "hello", randomBytes: 1 << 20);
        var reports = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ImagePush.RunAsync(
            new LayoutSource(layout), image, client.ToWrite(Reference.Parse($"{server.Host}/app{i}")), progress: null, CancellationToken.None)));
        Assert.Equal(2, reports.Sum(r => r.Sent));
        Assert.Equal(14, reports.Sum(r => r.Mounted));
    }

    [Fact]
    public async Task A_blob_goes_in_pieces_when_that_is_configured()
    {
        await using var server = await RegistryServer.StartAsync();
        var trace = new List<string>();
        using var client = new RegistryClient(new RegistryClientOptions { ChunkSize = 300_000, Trace = line => { lock (trace) { trace.Add(line); } } });
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        var image = TestImage.Write(layout, "app", "hello", randomBytes: 1 << 20);
        var target = client.ToWrite(Reference.Parse(server.Host + "/app"));
        await ImagePush.RunAsync(new LayoutSource(layout), image, target, progress: null, CancellationToken.None);
        Assert.Equal(4, trace.Count(line => line.StartsWith("PATCH ", StringComparison.Ordinal)));
        var layer = layout.ReadManifest(image).ToImage().Layers[0];
        Assert.Equal(layout.ReadBlob(layer), await target.ReadBlobAsync(layer, CancellationToken.None));
    }

    [Fact]
    public async Task Basic_authentication_over_private_TLS_works_and_needs_both()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Username = "me", Password = "p:ä", Tls = true });
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        var image = TestImage.Write(layout, "app", "hello", randomBytes: 2 << 20);
        var name = Reference.Parse(server.Host + "/app");
        var right = new FixedCredentials(server.Host, Credential.ForUser("me", "p:ä"));
        using (var client = new RegistryClient(new RegistryClientOptions { Credentials = right, CertificateAuthorityFile = server.CertificateAuthorityFile }))
            await ImagePush.RunAsync(new LayoutSource(layout), image, client.ToWrite(name), progress: null, CancellationToken.None);

        using var stranger = new RegistryClient(new RegistryClientOptions { Credentials = right, Time = new HurriedTime() });
        var untrusted = await Assert.ThrowsAsync<RegistryException>(() => stranger.ToRead(name).ResolveAsync("1", CancellationToken.None));
        Assert.Equal(RegistryFailure.Unreachable, untrusted.Failure);
        Assert.Contains("certificate", untrusted.Message, StringComparison.Ordinal);

        var wrong = new FixedCredentials(server.Host, Credential.ForUser("me", "wrong-password"));
        using var intruder = new RegistryClient(new RegistryClientOptions { Credentials = wrong, CertificateAuthorityFile = server.CertificateAuthorityFile });
        var denied = await Assert.ThrowsAsync<RegistryException>(() => intruder.ToRead(name).ReadManifestAsync("1", CancellationToken.None));
        Assert.Equal(RegistryFailure.Denied, denied.Failure);
        Assert.DoesNotContain("wrong-password", denied.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("password")]
    [InlineData("identity")]
    [InlineData("post only")]
    [InlineData("registry token")]
    public async Task Token_authentication_works_with_each_kind_of_login(string kind)
    {
        await using var tokens = TokenServer.Start();
        tokens.TakesGet = kind != "post only";
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Tokens = tokens });
        var credential = kind switch
        {
            "identity" => Credential.ForIdentityToken(tokens.IdentityToken),
            "registry token" => Credential.ForRegistryToken(tokens.Sign(["repository:team/app:pull,push"], mayPush: true)),
            _ => Credential.ForUser(tokens.Username, tokens.Password),
        };
        using var client = new RegistryClient(new RegistryClientOptions { Credentials = new FixedCredentials(server.Host, credential) });
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        var image = TestImage.Write(layout, "app", "hello", randomBytes: 2 << 20);
        var target = client.ToWrite(Reference.Parse(server.Host + "/team/app"));
        await ImagePush.RunAsync(new LayoutSource(layout), image, target, progress: null, CancellationToken.None);
        Assert.Equal(image.Digest, (await target.ReadManifestAsync(image.Digest.ToString(), CancellationToken.None)).Digest);
        // One login for the whole push, with the right to push from the first.
        Assert.Equal(kind == "registry token" ? 0 : kind == "post only" ? 2 : 1, tokens.Requests.Count);
        Assert.All(tokens.Requests, r => Assert.Equal(["repository:team/app:pull,push"], r.Scopes));
    }

    [Fact]
    public async Task Anyone_may_pull_where_the_token_service_lets_them_and_pushing_is_denied()
    {
        await using var tokens = TokenServer.Start();
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Tokens = tokens });
        using var client = new RegistryClient(new RegistryClientOptions { CredentialHint = "Set LEGION_TEST_USERNAME." });
        var name = Reference.Parse(server.Host + "/app");
        Assert.Null(await client.ToRead(name).ResolveAsync("1", CancellationToken.None));
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        var image = TestImage.Write(layout, "app", "hello");
        var denied = await Assert.ThrowsAsync<RegistryException>(() =>
            ImagePush.RunAsync(new LayoutSource(layout), image, client.ToWrite(name), progress: null, CancellationToken.None));
        Assert.Equal(RegistryFailure.Denied, denied.Failure);
        Assert.Contains("LEGION_TEST_USERNAME", denied.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_goes_stale_in_the_middle_of_a_push_is_renewed()
    {
        await using var tokens = TokenServer.Start();
        tokens.LivesFor = -100;
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Tokens = tokens });
        using var client = new RegistryClient(new RegistryClientOptions
        {
            Credentials = new FixedCredentials(server.Host, Credential.ForUser(tokens.Username, tokens.Password)),
            // Each answer makes the next token a good one: the one in hand is stale from its first use on.
            Trace = line => tokens.LivesFor = line.Contains(" 401 ", StringComparison.Ordinal) ? 300 : tokens.LivesFor,
        });
        tokens.ExpiresIn = 3600;
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        var image = TestImage.Write(layout, "app", "hello", randomBytes: 2 << 20);
        var report = await ImagePush.RunAsync(
            new LayoutSource(layout), image, client.ToWrite(Reference.Parse(server.Host + "/app")), progress: null, CancellationToken.None);
        Assert.Equal(2, report.Sent);
    }

    [Fact]
    public async Task A_damaged_layout_sends_nothing_and_says_which_blob()
    {
        await using var server = await RegistryServer.StartAsync();
        using var client = new RegistryClient(new RegistryClientOptions { Time = new HurriedTime() });
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        var image = TestImage.Write(layout, "app", "hello", randomBytes: 2 << 20);
        var layer = layout.ReadManifest(image).ToImage().Layers[0];
        await using (var file = File.OpenWrite(layout.BlobPath(layer.Digest)))
            file.WriteByte(0);
        var target = client.ToWrite(Reference.Parse(server.Host + "/app"));
        var error = await Assert.ThrowsAsync<ContentMismatchException>(() =>
            ImagePush.RunAsync(new LayoutSource(layout), image, target, progress: null, CancellationToken.None));
        Assert.Contains(layer.Digest.Hex, error.Message, StringComparison.Ordinal);
        Assert.False(await target.HasBlobAsync(layer, CancellationToken.None));
        Assert.Null(await target.ResolveAsync(image.Digest.ToString(), CancellationToken.None));
    }

    [Fact]
    public async Task Progress_adds_up_to_what_was_sent()
    {
        await using var server = await RegistryServer.StartAsync();
        using var client = new RegistryClient(new RegistryClientOptions());
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        var image = TestImage.Write(layout, "app", "hello", randomBytes: 5 << 20);
        long bytes = 0;
        var done = 0;
        var report = await ImagePush.RunAsync(new LayoutSource(layout), image, client.ToWrite(Reference.Parse(server.Host + "/app")), step =>
        {
            if (step.Content.MediaType != MediaTypes.ImageManifest)
                Interlocked.Add(ref bytes, step.Bytes);
            if (step.Done)
                Interlocked.Increment(ref done);
        }, CancellationToken.None);
        Assert.Equal(report.SentBytes, bytes);
        Assert.Equal(3, done);
    }

    [Fact]
    public async Task A_cancelled_push_ends_at_once_and_goes_on_where_it_stopped()
    {
        await using var server = await RegistryServer.StartAsync();
        using var client = new RegistryClient(new RegistryClientOptions { Parallel = 1 });
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        var image = TestImage.Write(layout, "app", "hello", randomBytes: 20 << 20);
        var target = client.ToWrite(Reference.Parse(server.Host + "/app"));
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ImagePush.RunAsync(new LayoutSource(layout), image, target, step =>
        {
            if (!step.Done && step.Bytes > 0)
                stop.Cancel();
        }, stop.Token));
        Assert.Null(await target.ResolveAsync(image.Digest.ToString(), CancellationToken.None));
        await ImagePush.RunAsync(new LayoutSource(layout), image, target, progress: null, CancellationToken.None);
        Assert.NotNull(await target.ResolveAsync(image.Digest.ToString(), CancellationToken.None));
    }

    [Fact]
    public async Task A_registry_that_is_not_there_is_unreachable()
    {
        using var client = new RegistryClient(new RegistryClientOptions { Time = new HurriedTime() });
        var name = Reference.Parse("127.0.0.1:1/app");
        var error = await Assert.ThrowsAsync<RegistryException>(() => client.ToRead(name).ResolveAsync("1", CancellationToken.None));
        Assert.Equal(RegistryFailure.Unreachable, error.Failure);
        Assert.Contains(name.Registry, error.Message, StringComparison.Ordinal);
    }
}
