using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Legion.Build.Oci.Credentials;
using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;
using Legion.Build.Oci.Registry;
using Legion.Build.Oci.Transfer;

namespace Legion.Build.Oci.Tests.Layout;

public sealed class LoopbackRegistryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_image_is_pulled_from_it_as_from_any_registry()
    {
        var layout = OciLayout.OpenOrCreate(Path.Combine(folder.Path, "from"));
        var image = TestImage.Write(layout, "web", "hello", randomBytes: 3 << 20);
        var copy = OciLayout.OpenOrCreate(Path.Combine(folder.Path, "to"));
        await using var registry = new LoopbackRegistry(layout, image);
        using var client = new RegistryClient(new() { Credentials = NoCredentials.Instance, PlainHttp = true });
        using (var writer = copy.OpenWriter(TestContext.Current.CancellationToken))
        {
            await ImagePull.RunAsync(client.ToRead(Reference.Parse(registry.Host + "/any/name:1")), image.Digest.ToString(), Platform.LinuxAmd64, writer, null, TestContext.Current.CancellationToken);
        }

        Assert.All(layout.Reach(image), descriptor => Assert.Equal(File.ReadAllBytes(layout.BlobPath(descriptor.Digest)), File.ReadAllBytes(copy.BlobPath(descriptor.Digest))));
    }

    [Fact]
    public async Task It_has_one_image_and_can_be_read_alone()
    {
        var layout = OciLayout.OpenOrCreate(folder.Path);
        var (image, other) = (TestImage.Write(layout, "web", "hello"), TestImage.Write(layout, "other", "world"));
        await using var registry = new LoopbackRegistry(layout, image);
        using var http = new HttpClient();
        async Task<HttpStatusCode> AskAsync(HttpMethod method, string path)
        {
            using var request = new HttpRequestMessage(method, $"http://{registry.Host}/v2/{path}");
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return response.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, await AskAsync(HttpMethod.Get, ""));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(HttpMethod.Head, "web/manifests/" + image.Digest));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(HttpMethod.Get, "web/manifests/" + other.Digest));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(HttpMethod.Get, "web/manifests/latest"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await AskAsync(HttpMethod.Post, "web/blobs/uploads/"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await AskAsync(HttpMethod.Delete, "web/manifests/" + image.Digest));
    }

    // Clients try TLS before they fall back: they must be told no, and not wait.
    [Fact]
    public async Task TLS_is_refused_at_once_and_closing_ends_open_connections()
    {
        var layout = OciLayout.OpenOrCreate(folder.Path);
        var registry = new LoopbackRegistry(layout, TestImage.Write(layout, "web", "hello"));
        var port = int.Parse(registry.Host.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
            await using var tls = new SslStream(client.GetStream());
            await Assert.ThrowsAnyAsync<Exception>(() => tls.AuthenticateAsClientAsync("localhost"));
        }

        using var idle = new TcpClient();
        await idle.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        await registry.DisposeAsync();
        using var late = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(async () => await late.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken));
    }
}
