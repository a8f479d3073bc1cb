using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Legion.Build.Oci.Models;

namespace Legion.Build.Oci.Layout;

/// <summary>Serves one image of a layout to programs of this machine that take images from registries alone. It can be read, and nothing else.</summary>
public sealed class LoopbackRegistry : IAsyncDisposable
{
    private readonly OciLayout layout;
    private readonly Dictionary<string, Descriptor> content;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly Task accepting;

    /// <summary>Starts serving on a free port.</summary>
    /// <param name="layout">Where the image is.</param>
    /// <param name="manifest">Its manifest, which has this one address: its digest.</param>
    public LoopbackRegistry(OciLayout layout, Descriptor manifest)
    {
        this.layout = layout;
        content = layout.Reach(manifest).ToDictionary(static d => d.Digest.ToString(), StringComparer.Ordinal);
        listener.Start();
        Host = string.Create(CultureInfo.InvariantCulture, $"localhost:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = AcceptAsync();
    }

    /// <summary>Host and port. Any name of a repository will do.</summary>
    public string Host { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await accepting; // before the listener goes: it must not be asked for one more connection
        listener.Dispose();
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(closing.Token);
                open.RemoveAll(static task => task.IsCompleted);
                open.Add(ServeAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open); // closed
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1, detectEncodingFromByteOrderMarks: false, 1024, leaveOpen: true);
                while (await ReadRequestAsync(reader) is { } request) await AnswerAsync(request, stream);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or OciException)
            {
                // The other side hung up, or must not take what it was given for whole: the connection ends in the middle.
            }
        }
    }

    // Method and path; null for what is no HTTP, such as the first words of TLS, which clients try before.
    private async Task<(string Method, string Path)?> ReadRequestAsync(StreamReader reader)
    {
        var line = new char[8192];
        var text = new StringBuilder();
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await reader.ReadAsync(line.AsMemory(), closing.Token);
            if (read == 0 || text.Length > line.Length || !char.IsAsciiLetterUpper(text.Length > 0 ? text[0] : line[0])) return null;
            text.Append(line, 0, read);
        }

        return text.ToString().Split("\r\n", 2)[0].Split(' ') is [var method, var path, ['H', 'T', 'T', 'P', '/', ..]] ? (method, path) : null;
    }

    private async Task AnswerAsync((string Method, string Path) request, NetworkStream stream)
    {
        var (method, path) = request;
        if (method is not ("GET" or "HEAD"))
        {
            await WriteHeadAsync(stream, "405 Method Not Allowed", 0, "");
            return;
        }

        if (path is "/v2/" or "/v2")
        {
            await WriteHeadAsync(stream, "200 OK", 0, "");
            return;
        }

        if (!path.StartsWith("/v2/", StringComparison.Ordinal) || !content.TryGetValue(path[(path.LastIndexOf('/') + 1)..], out var wanted))
        {
            await WriteHeadAsync(stream, "404 Not Found", 0, "");
            return;
        }

        await WriteHeadAsync(stream, "200 OK", wanted.Size, $"Content-Type: {wanted.MediaType}\r\nDocker-Content-Digest: {wanted.Digest}\r\n");
        if (method == "HEAD") return;
        await using var blob = layout.OpenBlob(wanted);
        await blob.CopyToAsync(stream, closing.Token);
    }

    private Task WriteHeadAsync(NetworkStream stream, string status, long length, string more) => stream.WriteAsync(
        Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Length: {length}\r\nDocker-Distribution-Api-Version: registry/2.0\r\n{more}\r\n")), closing.Token).AsTask();
}
