using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Legion.Build.Artifacts.Tests.Images.Engines;

/// <summary>A docker daemon's BuildKit on a TCP port, as buildkitd serves it: what a remote builder is, with no file shared.</summary>
internal sealed class BuildKitTunnel : IDisposable
{
    // The daemon's own way there: HTTP/2 over a connection that was upgraded (moby, api/server/router/grpc).
    private static readonly byte[] Request = Encoding.ASCII.GetBytes("POST /grpc HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly string socket;

    public BuildKitTunnel(string socket)
    {
        this.socket = socket;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // closed
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var near = client;
        using var far = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await far.ConnectAsync(new UnixDomainSocketEndPoint(socket));
            await using var there = new NetworkStream(far);
            await there.WriteAsync(Request);
            await SkipHeaderAsync(there);
            await using var here = near.GetStream();
            await Task.WhenAny(here.CopyToAsync(there), there.CopyToAsync(here));
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            // either end hung up
        }
    }

    private static async Task SkipHeaderAsync(NetworkStream stream)
    {
        var one = new byte[1];
        for (var matched = 0; matched < 4;)
        {
            await stream.ReadExactlyAsync(one);
            matched = one[0] == "\r\n\r\n"[matched] ? matched + 1 : one[0] == '\r' ? 1 : 0;
        }
    }
}
