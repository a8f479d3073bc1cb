using System.Net;
using System.Net.Http.Headers;

namespace Legion.Build.Oci.Registry.Http;

/// <summary>An answer whose body is still to be read, and the watch over it.</summary>
internal sealed class RegistryResponse(HttpResponseMessage message, IdleWatch watch, Uri requested) : IDisposable
{
    /// <summary>The status.</summary>
    public HttpStatusCode Status => message.StatusCode;

    /// <summary>Where the answer came from, after redirects.</summary>
    public Uri Requested => requested;

    /// <summary>The headers.</summary>
    public HttpResponseHeaders Headers => message.Headers;

    /// <summary>The body's headers.</summary>
    public HttpContentHeaders ContentHeaders => message.Content.Headers;

    /// <summary>The body's type, without parameters; empty when none is said.</summary>
    public string MediaType => message.Content.Headers.ContentType?.MediaType ?? "";

    /// <summary>Whether a page for people came: a proxy or a login stands between.</summary>
    public bool IsHtml => MediaType.Contains("html", StringComparison.OrdinalIgnoreCase);

    /// <summary>A header's first value as it was sent, or null.</summary>
    public string? Header(string name) =>
        message.Headers.NonValidated.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>What the registry says the content's digest is; null: nothing, or nothing readable.</summary>
    public Digest? ContentDigest => Digest.TryParse(Header("Docker-Content-Digest"), out var digest) ? digest : null;

    /// <summary>The body, watched.</summary>
    public async Task<Stream> OpenAsync()
    {
        watch.Restart();
        return new WatchedStream(await message.Content.ReadAsStreamAsync(watch.Token), watch, requested.Authority);
    }

    /// <summary>Reads the body whole.</summary>
    /// <param name="most">Bytes it may have.</param>
    /// <returns>The bytes; null when there are more.</returns>
    public async Task<byte[]?> ReadAsync(int most)
    {
        await using var body = await OpenAsync();
        using var memory = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await body.ReadAsync(buffer)) > 0)
        {
            if (memory.Length + count > most)
                return null;
            memory.Write(buffer, 0, count);
        }

        return memory.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        message.Dispose();
        watch.Dispose();
    }
}
