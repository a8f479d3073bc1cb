using System.Net.Sockets;
using System.Text;

namespace Legion.Build.TestServers.Faults;

/// <summary>One request at a <see cref="FaultProxy"/>, and what a fault may do with it.</summary>
public sealed class ProxyExchange
{
    private readonly Socket client;
    private readonly HttpWire wire;
    private readonly int upstreamPort;
    private readonly string head;
    private readonly Action<ProxiedRequest, int> answered;
    private readonly Action<double> silent;
    private bool bodyRead;

    internal ProxyExchange(Socket client, HttpWire wire, int upstreamPort, string head, ProxiedRequest request, Action<ProxiedRequest, int> answered, Action<double> silent)
    {
        this.answered = answered;
        this.silent = silent;
        this.client = client;
        this.wire = wire;
        this.upstreamPort = upstreamPort;
        this.head = head;
        Request = request;
    }

    /// <summary>The request.</summary>
    public ProxiedRequest Request { get; }

    /// <summary>Whether the connection can take another request.</summary>
    internal bool IsOpen { get; private set; } = true;

    /// <summary>Passes the request on and the answer back.</summary>
    public async Task PassAsync() => await AnswerAsync(await ForwardAsync());

    /// <summary>Passes the request on and takes the answer, which the client does not see yet.</summary>
    /// <param name="sayContinue">Whether a client that waits for a word before its body gets one.</param>
    /// <param name="withoutRange">Whether the server is to send everything though a part was asked for.</param>
    public async Task<ProxiedResponse> ForwardAsync(bool sayContinue = true, bool withoutRange = false)
    {
        var body = await ReadBodyAsync(Request.ContentLength, sayContinue);
        using var upstream = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await upstream.ConnectAsync("127.0.0.1", upstreamPort);
        await upstream.SendAsync(UpstreamHead(withoutRange ? ["Connection:", "Expect:", "Range:"] : ["Connection:", "Expect:"]));
        await upstream.SendAsync(body);
        var response = await new HttpWire(upstream).ReadResponseAsync(Request.Method == "HEAD");
        answered(Request, response.Status);
        return response;
    }

    /// <summary>Takes a part of the body, and passes only that on before it hangs up on both sides.</summary>
    public async Task BreakRequestAsync(long after)
    {
        var body = await ReadBodyAsync(after);
        using var upstream = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await upstream.ConnectAsync("127.0.0.1", upstreamPort);
        await upstream.SendAsync(UpstreamHead(["Connection:", "Expect:"]));
        await upstream.SendAsync(body);
        await Task.Delay(20);
        Reset();
    }

    /// <summary>Answers. A body the client has not sent yet is not waited for; the connection ends then.</summary>
    public async Task AnswerAsync(ProxiedResponse response)
    {
        if (!bodyRead && Request.ContentLength > 0)
        {
            IsOpen = false;
            response = response.With("Connection", "close");
        }

        await client.SendAsync(response.Head());
        if (Request.Method != "HEAD")
            await client.SendAsync(response.Body);
        if (response.ContentLength is { } announced && announced != response.Body.Length && Request.Method != "HEAD")
            Close();
        if (!IsOpen)
            await LingerAsync();
    }

    /// <summary>Takes the whole body and answers without passing anything on.</summary>
    public async Task SwallowAsync(ProxiedResponse response)
    {
        await ReadBodyAsync(Request.ContentLength);
        await AnswerAsync(response);
    }

    /// <summary>Sends the answer's head and a part of its body, then hangs up politely or by reset.</summary>
    public async Task BreakAnswerAsync(ProxiedResponse response, int after, bool reset)
    {
        await client.SendAsync(response.Head());
        await client.SendAsync(response.Body.AsMemory(0, Math.Min(after, response.Body.Length)));
        await Task.Delay(20);
        if (reset)
            Reset();
        else
            Close();
    }

    /// <summary>Sends the answer byte by byte with a pause between, until the client has enough: each takes a tenth of its patience.</summary>
    public async Task DribbleAsync(ProxiedResponse response, int pauseMilliseconds, bool headAtOnce)
    {
        var all = response.Head().Concat(response.Body).ToArray();
        var at = headAtOnce ? response.Head().Length : 0;
        await client.SendAsync(all.AsMemory(0, at));
        try
        {
            for (; at < all.Length; at++)
            {
                await client.SendAsync(all.AsMemory(at, 1));
                await Task.Delay(pauseMilliseconds);
                silent(0.1);
            }
        }
        catch (SocketException)
        {
            // It had enough.
        }

        Close();
    }

    /// <summary>Says nothing until the client hangs up.</summary>
    public async Task StallAsync()
    {
        // Its watch runs since before it sent the head.
        silent(1);
        var buffer = new byte[64 * 1024];
        try
        {
            while (await client.ReceiveAsync(buffer) > 0)
            {
                // What it sends goes nowhere.
            }
        }
        catch (SocketException)
        {
            // It had enough.
        }

        Close();
    }

    /// <summary>Sends bytes as they are and hangs up.</summary>
    public async Task SendRawAsync(string text)
    {
        await client.SendAsync(Encoding.Latin1.GetBytes(text));
        Close();
    }

    /// <summary>Hangs up by reset.</summary>
    public void Reset()
    {
        client.LingerState = new LingerOption(enable: true, 0);
        Close();
    }

    private void Close()
    {
        IsOpen = false;
        client.Close();
    }

    private async Task<byte[]> ReadBodyAsync(long count, bool sayContinue = true)
    {
        bodyRead = true;
        if (sayContinue && Request.ExpectsContinue && count > 0)
            await client.SendAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray());
        return await wire.ReadAsync(count);
    }

    // A close with unread bytes is a reset, which would take the answer with it.
    private async Task LingerAsync()
    {
        client.Shutdown(SocketShutdown.Send);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var buffer = new byte[64 * 1024];
        try
        {
            while (await client.ReceiveAsync(buffer, patience.Token) > 0)
            {
                // Thrown away.
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // Enough.
        }

        client.Close();
    }

    private byte[] UpstreamHead(string[] without)
    {
        var lines = head.Split("\r\n").Where(l => l.Length > 0 && !without.Any(w => l.StartsWith(w, StringComparison.OrdinalIgnoreCase)));
        return Encoding.Latin1.GetBytes(string.Join("\r\n", lines.Append("Connection: close")) + "\r\n\r\n");
    }
}
