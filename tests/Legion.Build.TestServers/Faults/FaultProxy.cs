using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Legion.Build.TestServers.Faults;

/// <summary>Stands before a server on this machine and does to requests and answers what networks and proxies do.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentDictionary<Socket, bool> connections = new();
    private readonly ConcurrentQueue<ProxiedRequest> requests = new();
    private readonly ConcurrentQueue<ProxiedRequest> taken = new();
    private readonly List<(Fault Fault, int Left)> faults = [];
    private readonly int upstreamPort;
    private readonly Task accepting;
    private int pending;

    private FaultProxy(int upstreamPort)
    {
        this.upstreamPort = upstreamPort;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Host and port as references write them.</summary>
    public string Host => $"127.0.0.1:{Port}";

    /// <summary>All requests so far.</summary>
    public IReadOnlyCollection<ProxiedRequest> Requests => requests;

    /// <summary>Requests with a body that the server took whole and confirmed with 2xx, whether the client saw that or not.</summary>
    public IReadOnlyCollection<ProxiedRequest> Taken => taken;

    /// <summary>Whether no request is on its way.</summary>
    public bool IsQuiet => Volatile.Read(ref pending) == 0;

    /// <summary>How often a fault befell a request.</summary>
    public int Struck { get; private set; }

    /// <summary>Starts one on a free port.</summary>
    public static FaultProxy Start(int upstreamPort) => new(upstreamPort);

    /// <summary>Adds a fault; the first that fits a request befalls it.</summary>
    public void Inject(Fault fault)
    {
        lock (faults)
        {
            faults.Add((fault, fault.Times));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A listener that was stopped between two calls throws what a mistake of its user throws: the loop is ended first.
        await ending.CancelAsync();
        await accepting;
        listener.Dispose();
        ending.Dispose();
        foreach (var connection in connections.Keys)
            connection.Close();
    }

    private async Task AcceptAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptSocketAsync(ending.Token);
                connections.TryAdd(client, true);
                _ = ServeAsync(client);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // A client that gave up before it was accepted, or the end.
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        try
        {
            var wire = new HttpWire(client);
            while (await wire.ReadHeadAsync() is { } head)
            {
                var request = Parse(head);
                requests.Enqueue(request);
                var exchange = new ProxyExchange(client, wire, upstreamPort, head, request, Note);
                Interlocked.Increment(ref pending);
                try
                {
                    await (Pick(request)?.Do(exchange) ?? exchange.PassAsync());
                }
                finally
                {
                    Interlocked.Decrement(ref pending);
                }

                if (!exchange.IsOpen)
                    break;
            }
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            // One side hung up: the other one's is closed below.
        }
        finally
        {
            connections.TryRemove(client, out _);
            client.Close();
        }
    }

    private void Note(ProxiedRequest request, int status)
    {
        if (request.ContentLength > 0 && status is >= 200 and < 300) taken.Enqueue(request);
    }

    private Fault? Pick(ProxiedRequest request)
    {
        lock (faults)
        {
            var at = faults.FindIndex(f => f.Left > 0 && f.Fault.When(request));
            if (at < 0)
                return null;
            var (fault, left) = faults[at];
            faults[at] = (fault, left == Fault.Always ? left : left - 1);
            Struck++;
            return fault;
        }
    }

    private static ProxiedRequest Parse(string head)
    {
        var lines = head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var start = lines[0].Split(' ');
        var headers = lines.Skip(1).Select(l => l.Split(':', 2))
            .GroupBy(p => p[0], p => p[1].Trim(), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => string.Join(", ", g), StringComparer.OrdinalIgnoreCase);
        return new ProxiedRequest(start[0], start[1], headers);
    }
}
