using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Legion.Build.TestServers.Faults;

/// <summary>Stands before a server on this machine and does to requests and answers what networks and proxies do.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly ConcurrentQueue<ProxiedRequest> requests = new();
    private readonly ConcurrentQueue<ProxiedRequest> taken = new();
    private readonly List<(Fault Fault, int Left)> faults = [];
    private readonly int upstreamPort;
    private readonly LoopbackSockets sockets;

    private FaultProxy(int upstreamPort)
    {
        this.upstreamPort = upstreamPort;
        sockets = new(ServeAsync);
    }

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port => sockets.Port;

    /// <summary>Host and port as references write them.</summary>
    public string Host => $"127.0.0.1:{Port}";

    /// <summary>All requests so far.</summary>
    public IReadOnlyCollection<ProxiedRequest> Requests => requests;

    /// <summary>Requests with a body that the server took whole and confirmed with 2xx, whether the client saw that or not.</summary>
    public IReadOnlyCollection<ProxiedRequest> Taken => taken;

    /// <summary>How often a fault befell a request.</summary>
    public int Struck { get; private set; }

    /// <summary>Told when it keeps its client waiting on purpose: for how much of a client's patience.</summary>
    public Action<double>? Silent { get; set; }

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

    /// <summary>Waits until no request is on its way, once its clients are gone.</summary>
    public Task QuietAsync() => sockets.QuietAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        sockets.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ServeAsync(Socket client)
    {
        var wire = new HttpWire(client);
        while (await wire.ReadHeadAsync() is { } head)
        {
            var request = Parse(head);
            requests.Enqueue(request);
            var exchange = new ProxyExchange(client, wire, upstreamPort, head, request, Note, share => Silent?.Invoke(share));
            await (Pick(request)?.Do(exchange) ?? exchange.PassAsync());
            if (!exchange.IsOpen)
                break;
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
