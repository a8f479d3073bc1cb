using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Legion.Build.TestServers;

/// <summary>A server that lets nobody in: every request is answered with 401.</summary>
public sealed class LockedServer : IDisposable
{
    private readonly LoopbackSockets sockets;
    private readonly ConcurrentQueue<string> methods = new();

    /// <summary>Starts it on a free port.</summary>
    public LockedServer() => sockets = new(AnswerAsync);

    /// <summary>Its address.</summary>
    public string Url => $"http://127.0.0.1:{sockets.Port}/";

    /// <summary>What was asked so far.</summary>
    public IReadOnlyCollection<string> Methods => methods;

    /// <inheritdoc/>
    public void Dispose() => sockets.Dispose();

    private async Task AnswerAsync(Socket client)
    {
        await using var stream = new NetworkStream(client);
        using var reader = new StreamReader(stream, Encoding.Latin1, false, 1024, leaveOpen: true);
        // A connection that is opened and never used asks nothing.
        if (await reader.ReadLineAsync() is not { } request) return;
        methods.Enqueue(request.Split(' ')[0]);
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
            // The headers say nothing that would change the answer.
        }

        await stream.WriteAsync("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
        // A close with an unread body is a reset, which would take the answer with it.
        client.Shutdown(SocketShutdown.Send);
        var rest = new byte[64 * 1024];
        while (await stream.ReadAsync(rest) > 0)
        {
            // Thrown away.
        }
    }
}
