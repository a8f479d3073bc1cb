using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Legion.Build.TestServers.Faults;

/// <summary>Reads HTTP/1.1 from a socket: enough of it for tests.</summary>
internal sealed class HttpWire(Socket socket)
{
    private readonly byte[] buffer = new byte[64 * 1024];
    private int from;
    private int to;

    /// <summary>Reads a head; null at the end of the connection, and where no head begins.</summary>
    public async Task<string?> ReadHeadAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (from == to && !await FillAsync())
                return null;
            // TLS, which a client tries where plain HTTP got it nowhere: an HTTP server hangs up.
            if (head.Length == 0 && !char.IsAsciiLetter((char)buffer[from]))
                return null;
            head.Append((char)buffer[from++]);
        }

        return head.ToString();
    }

    /// <summary>Reads exactly so many bytes.</summary>
    public async Task<byte[]> ReadAsync(long count)
    {
        var bytes = new byte[count];
        for (long at = 0; at < count;)
        {
            if (from == to && !await FillAsync())
                throw new IOException("The connection ended.");
            var part = (int)Math.Min(to - from, count - at);
            buffer.AsSpan(from, part).CopyTo(bytes.AsSpan((int)at));
            from += part;
            at += part;
        }

        return bytes;
    }

    /// <summary>Reads an answer whole.</summary>
    public async Task<ProxiedResponse> ReadResponseAsync(bool isHead)
    {
        var head = await ReadHeadAsync() ?? throw new IOException("The upstream server hung up.");
        var lines = head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        var headers = lines.Skip(1).Select(l => l.Split(':', 2)).Select(p => new KeyValuePair<string, string>(p[0], p[1].Trim())).ToList();
        var length = headers.Find(h => h.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)).Value;
        var chunked = headers.Exists(h => h.Key.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase));
        headers.RemoveAll(h => h.Key.ToUpperInvariant() is "CONTENT-LENGTH" or "TRANSFER-ENCODING" or "CONNECTION");
        long? announced = length is null ? null : long.Parse(length, CultureInfo.InvariantCulture);
        if (isHead)
            return new ProxiedResponse(status, headers, []) { ContentLength = announced };
        var body = chunked ? await ReadChunksAsync() : announced is { } known ? await ReadAsync(known) : await ReadRestAsync();
        return new ProxiedResponse(status, headers, body);
    }

    private async Task<byte[]> ReadChunksAsync()
    {
        using var body = new MemoryStream();
        while (true)
        {
            var line = new StringBuilder();
            while (!line.ToString().EndsWith("\r\n", StringComparison.Ordinal))
                line.Append((char)(await ReadAsync(1))[0]);
            var size = int.Parse(line.ToString().Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Write(await ReadAsync(size));
            await ReadAsync(2);
            if (size == 0)
                return body.ToArray();
        }
    }

    private async Task<byte[]> ReadRestAsync()
    {
        using var body = new MemoryStream();
        while (from < to || await FillAsync())
        {
            body.Write(buffer, from, to - from);
            from = to;
        }

        return body.ToArray();
    }

    private async Task<bool> FillAsync()
    {
        from = 0;
        to = await socket.ReceiveAsync(buffer);
        return to > 0;
    }
}
