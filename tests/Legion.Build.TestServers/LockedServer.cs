using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Legion.Build.TestServers;

/// <summary>A server that lets nobody in: every request is answered with 401.</summary>
public sealed class LockedServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> methods = new();

    /// <summary>Starts it on a free port.</summary>
    public LockedServer()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Its address.</summary>
    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";

    /// <summary>What was asked so far.</summary>
    public IReadOnlyCollection<string> Methods => methods;

    /// <inheritdoc/>
    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync();
                using var reader = new StreamReader(client.GetStream(), Encoding.Latin1, false, 1024, leaveOpen: true);
                methods.Enqueue((await reader.ReadLineAsync())?.Split(' ')[0] ?? "");
                while (await reader.ReadLineAsync() is { Length: > 0 })
                {
                    // The headers say nothing that would change the answer.
                }

                await client.GetStream().WriteAsync("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
            catch (IOException)
            {
                // The other side hung up.
            }
        }
    }
}
