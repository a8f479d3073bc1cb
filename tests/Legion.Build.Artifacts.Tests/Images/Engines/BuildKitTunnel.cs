using System.Net.Sockets;
using System.Text;
using Legion.Build.TestServers;

namespace Legion.Build.Artifacts.Tests.Images.Engines;

/// <summary>A docker daemon's BuildKit on a TCP port, as buildkitd serves it: what a remote builder is, with no file shared.</summary>
internal sealed class BuildKitTunnel : IDisposable
{
    // The daemon's own way there: HTTP/2 over a connection that was upgraded (moby, api/server/router/grpc).
    private static readonly byte[] Request = Encoding.ASCII.GetBytes("POST /grpc HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
    private readonly LoopbackSockets sockets;
    private readonly string socket;

    public BuildKitTunnel(string socket)
    {
        this.socket = socket;
        sockets = new(ServeAsync);
    }

    public int Port => sockets.Port;

    public void Dispose() => sockets.Dispose();

    private async Task ServeAsync(Socket near)
    {
        using var far = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await far.ConnectAsync(new UnixDomainSocketEndPoint(socket));
        await using var there = new NetworkStream(far);
        await there.WriteAsync(Request);
        await SkipHeaderAsync(there);
        await using var here = new NetworkStream(near);
        await Task.WhenAny(here.CopyToAsync(there), there.CopyToAsync(here));
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
