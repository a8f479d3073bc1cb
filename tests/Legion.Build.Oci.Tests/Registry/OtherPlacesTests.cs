using System.Text;
using Legion.Build.Oci.Credentials;
using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;
using Legion.Build.Oci.Registry;
using Legion.Build.Oci.Transfer;
using Legion.Build.TestServers;
using Legion.Build.TestServers.Faults;

namespace Legion.Build.Oci.Tests.Registry;

/// <summary>Credentials go to the registry they are for, and to no other place, whoever asks.</summary>
public sealed class OtherPlacesTests : IDisposable
{
    private const string Password = "canary-password";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_blob_that_lies_elsewhere_is_fetched_there_without_credentials()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Username = "me", Password = Password });
        await using var storage = await RegistryServer.StartAsync();
        var (layout, image) = await FillAsync(server, storage);
        await using var elsewhere = FaultProxy.Start(storage.Port);
        await using var proxy = FaultProxy.Start(server.Port);
        proxy.Inject(new Fault("moved", RegistryRequests.IsBlobGet, x => x.AnswerAsync(
            ProxiedResponse.Make(307, "", ("Location", $"http://{elsewhere.Host}{x.Request.Target}"))), Fault.Always));
        using var client = Client(proxy.Host);
        var back = OciLayout.OpenOrCreate(folder["back"]);
        using var writer = back.OpenWriter(CancellationToken.None);
        await ImagePull.RunAsync(client.ToRead(Reference.Parse(proxy.Host + "/app")), image.Digest.ToString(), Platform.LinuxAmd64, writer, progress: null, CancellationToken.None);
        Assert.All(back.Reach(image), d => Assert.True(back.Contains(d)));
        Assert.Equal(2, elsewhere.Requests.Count);
        Assert.DoesNotContain(elsewhere.Requests, r => r.Headers.ContainsKey("Authorization"));
        Assert.Contains(proxy.Requests, r => r.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task An_upload_that_goes_elsewhere_goes_without_credentials()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Username = "me", Password = Password });
        await using var elsewhere = FaultProxy.Start(server.Port);
        await using var proxy = FaultProxy.Start(server.Port);
        proxy.Inject(new Fault("upload elsewhere", RegistryRequests.IsUploadPost, async x =>
        {
            var answer = await x.ForwardAsync();
            await x.AnswerAsync(answer["Location"] is { } location ? answer.With("Location", $"http://{elsewhere.Host}{new Uri(location).PathAndQuery}") : answer);
        }, Fault.Always));
        using var client = Client(proxy.Host);
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        var image = TestImage.Write(layout, "app", "hello");
        var error = await Assert.ThrowsAsync<RegistryException>(() => ImagePush.RunAsync(
            new LayoutSource(layout), image, client.ToWrite(Reference.Parse(proxy.Host + "/app")), progress: null, CancellationToken.None));
        Assert.Equal(RegistryFailure.Denied, error.Failure);
        Assert.NotEmpty(elsewhere.Requests);
        Assert.DoesNotContain(elsewhere.Requests, r => r.Headers.ContainsKey("Authorization"));
    }

    [Theory]
    [InlineData("http://elsewhere.example.org/token", "it is not HTTPS")]
    [InlineData("ftp://elsewhere.example.org/token", "it is not HTTPS")]
    [InlineData("https://you:me@elsewhere.example.org/token", "no usable token service")]
    public async Task A_token_service_that_is_none_gets_nothing(string realm, string says)
    {
        await using var server = await RegistryServer.StartAsync();
        await using var proxy = FaultProxy.Start(server.Port);
        proxy.Inject(new Fault("realm", _ => true, x => x.AnswerAsync(
            ProxiedResponse.Make(401, "", ("WWW-Authenticate", $"Bearer realm=\"{realm}\",service=\"x\""))), Fault.Always));
        using var client = Client(proxy.Host);
        var error = await Assert.ThrowsAsync<RegistryException>(() =>
            client.ToRead(Reference.Parse(proxy.Host + "/app")).ResolveAsync("1", CancellationToken.None));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_service_that_redirects_elsewhere_is_an_error()
    {
        await using var server = await RegistryServer.StartAsync();
        await using var elsewhere = FaultProxy.Start(server.Port);
        await using var proxy = FaultProxy.Start(server.Port);
        proxy.Inject(new Fault("token", r => r.Target.StartsWith("/token", StringComparison.Ordinal), x => x.AnswerAsync(
            ProxiedResponse.Make(307, "", ("Location", $"http://{elsewhere.Host}/token"))), Fault.Always));
        proxy.Inject(new Fault("realm", _ => true, x => x.AnswerAsync(
            ProxiedResponse.Make(401, "", ("WWW-Authenticate", $"Bearer realm=\"http://{proxy.Host}/token\",service=\"x\""))), Fault.Always));
        using var client = Client(proxy.Host);
        var error = await Assert.ThrowsAsync<RegistryException>(() =>
            client.ToRead(Reference.Parse(proxy.Host + "/app")).ResolveAsync("1", CancellationToken.None));
        Assert.Contains("redirects", error.Message, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task A_secret_a_server_echoes_is_not_passed_on()
    {
        await using var server = await RegistryServer.StartAsync();
        await using var proxy = FaultProxy.Start(server.Port);
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes("me:" + Password));
        proxy.Inject(new Fault("echo", r => r.Headers.ContainsKey("Authorization"), x => x.AnswerAsync(
            ProxiedResponse.Make(403, $$"""{"errors":[{"code":"DENIED","message":"not with {{x.Request.Headers["Authorization"]}} or {{Password}}"}]}""")), Fault.Always));
        proxy.Inject(new Fault("challenge", _ => true, x => x.AnswerAsync(
            ProxiedResponse.Make(401, "", ("WWW-Authenticate", "BASIC realm=\"Sonatype Nexus Repository Manager\""))), Fault.Always));
        using var client = Client(proxy.Host);
        var error = await Assert.ThrowsAsync<RegistryException>(() =>
            client.ToRead(Reference.Parse(proxy.Host + "/app")).ReadManifestAsync("1", CancellationToken.None));
        Assert.Contains("DENIED", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(basic, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_Bearer_fails_and_Basic_is_offered_too_Basic_is_tried()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Username = "me", Password = Password });
        await using var proxy = FaultProxy.Start(server.Port);
        proxy.Inject(new Fault("no such realm", r => r.Target.StartsWith("/token", StringComparison.Ordinal), x => x.AnswerAsync(ProxiedResponse.Make(401)), Fault.Always));
        proxy.Inject(new Fault("both", r => !r.Headers.ContainsKey("Authorization"), x => x.AnswerAsync(
            ProxiedResponse.Make(401, "", ("WWW-Authenticate", $"Bearer realm=\"http://{proxy.Host}/token\", Basic realm=\"Nexus\""))), Fault.Always));
        using var client = Client(proxy.Host);
        Assert.Null(await client.ToRead(Reference.Parse(proxy.Host + "/app")).ResolveAsync("1", CancellationToken.None));
    }

    [Theory]
    [InlineData("POST of an upload")]
    [InlineData("PUT of a blob")]
    [InlineData("PUT of a manifest")]
    [InlineData("PUT of a tag")]
    public async Task A_token_refused_in_the_middle_of_a_push_is_renewed_once(string where)
    {
        await using var tokens = TokenServer.Start();
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Tokens = tokens });
        await using var proxy = FaultProxy.Start(server.Port);
        Func<ProxiedRequest, bool> when = where switch
        {
            "POST of an upload" => RegistryRequests.IsUploadPost,
            "PUT of a blob" => RegistryRequests.IsBigBlobPut,
            "PUT of a manifest" => RegistryRequests.IsManifestPut,
            _ => RegistryRequests.IsTagPut,
        };
        proxy.Inject(new Fault("stale", when, x => x.AnswerAsync(ProxiedResponse.Make(
            401, "", ("WWW-Authenticate", $"Bearer realm=\"{tokens.Realm}\",service=\"{TokenServer.Service}\",error=\"invalid_token\"")))));
        using var client = new RegistryClient(new RegistryClientOptions
        {
            Credentials = new FixedCredentials(proxy.Host, Credential.ForUser(tokens.Username, tokens.Password)),
        });
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        var image = TestImage.Write(layout, "app", where, randomBytes: 2 << 20);
        var target = client.ToWrite(Reference.Parse(proxy.Host + "/app"));
        await ImagePush.RunAsync(new LayoutSource(layout), image, target, progress: null, CancellationToken.None);
        await target.WriteManifestAsync(layout.ReadManifest(image), "1.0", CancellationToken.None);
        Assert.Equal(1, proxy.Struck);
        Assert.Equal(2, tokens.Requests.Count);
        Assert.Equal(image.Digest, (await target.ReadManifestAsync("1.0", CancellationToken.None)).Digest);
    }

    [Fact]
    public async Task Several_pages_of_tags_are_one_list()
    {
        await using var server = await RegistryServer.StartAsync();
        await using var proxy = FaultProxy.Start(server.Port);
        proxy.Inject(new Fault("page 1", r => r.Target.EndsWith("/tags/list", StringComparison.Ordinal), x => x.AnswerAsync(
            ProxiedResponse.Make(200, """{"name":"app","tags":["a","b"]}""", ("Link", "</v2/app/tags/list?last=b&n=2>; rel=\"next\"")))));
        proxy.Inject(new Fault("page 2", r => r.Target.Contains("last=b", StringComparison.Ordinal), x => x.AnswerAsync(
            ProxiedResponse.Make(200, """{"name":"app","tags":["c"]}"""))));
        using var client = Client(proxy.Host);
        Assert.Equal(["a", "b", "c"], await client.ToRead(Reference.Parse(proxy.Host + "/app")).ListTagsAsync(CancellationToken.None));
    }

    private static RegistryClient Client(string host) => new(new RegistryClientOptions
    {
        Credentials = new FixedCredentials(host, Credential.ForUser("me", Password)),
        Time = new HurriedTime(),
    });

    private async Task<(OciLayout Layout, Descriptor Image)> FillAsync(params RegistryServer[] servers)
    {
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        var image = TestImage.Write(layout, "app", "hello", randomBytes: 1 << 20);
        foreach (var server in servers)
        {
            using var client = Client(server.Host);
            await ImagePush.RunAsync(new LayoutSource(layout), image, client.ToWrite(Reference.Parse(server.Host + "/app")), progress: null, CancellationToken.None);
        }

        return (layout, image);
    }
}
