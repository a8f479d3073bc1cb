using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Legion.Build.TestServers;

/// <summary>Takes connections on a free loopback port and serves them side by side until it is disposed, which alone ends it, and them.</summary>
public sealed class LoopbackSockets : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, bool> connections = new();
    private readonly Func<Socket, Task> serve;
    private volatile bool ended;

    /// <summary>Starts it.</summary>
    /// <param name="serve">Serves a connection, which is closed afterwards. Where either side hangs up, that is all.</param>
    public LoopbackSockets(Func<Socket, Task> serve)
    {
        this.serve = serve;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = Task.Run(AcceptAsync);
    }

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Waits until all is served that clients asked for, which are gone: what they had sent may still lie in their connections, and those still wait to be accepted.</summary>
    public async Task QuietAsync()
    {
        // Connections are accepted in their order: once this one is served, those before it are known.
        using (var last = new TcpClient())
        {
            await last.ConnectAsync(IPAddress.Loopback, Port);
            last.Client.Shutdown(SocketShutdown.Send);
            await last.Client.ReceiveAsync(new byte[1]);
        }

        while (!connections.IsEmpty) await Task.Delay(5);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ended = true;
        listener.Dispose();
        foreach (var connection in connections.Keys) connection.Close();
    }

    private async Task AcceptAsync()
    {
        while (!ended)
        {
            try
            {
                var connection = await listener.AcceptSocketAsync();
                connections.TryAdd(connection, true);
                _ = Task.Run(() => ServeAsync(connection));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Stopped: while it waited, or between two calls, which is reported as a mistake of its user. Else a client that gave up before it was accepted.
            }
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        try
        {
            // Who ends it closes what it finds.
            if (!ended) await serve(connection);
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            // One side hung up: the other one is, below.
        }
        finally
        {
            connections.TryRemove(connection, out _);
            connection.Close();
        }
    }
}
