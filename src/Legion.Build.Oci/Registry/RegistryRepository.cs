using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Legion.Build.Oci.Models;
using Legion.Build.Oci.Registry.Blobs;
using Legion.Build.Oci.Registry.Http;

namespace Legion.Build.Oci.Registry;

/// <summary>One repository of a registry: its manifests, tags and blobs. Thread-safe.</summary>
public sealed class RegistryRepository
{
    // Registries must take 4 MiB (distribution-spec, "Pushing Manifests"); none is known to take more.
    private const int MostManifestBytes = 8 << 20;
    private const int MostTagPages = 1000;

    internal RegistryRepository(RegistryClient client, Reference name, bool push)
    {
        Client = client;
        Name = name;
        Host = client.Host(name);
        Scope = new Scope(name.Repository, push);
    }

    /// <summary>Registry and path; a tag or digest in it means nothing here.</summary>
    public Reference Name { get; }

    /// <summary>Whether the registry asked for a login at a request before, and no credentials were found: pushing will be denied.</summary>
    public bool LacksCredentials => Host.Authenticator.LacksCredentials;

    internal RegistryClient Client { get; }

    internal RegistryHost Host { get; }

    internal Scope Scope { get; }

    private Transport Transport => Client.Transport;

    /// <summary>Asks what a tag or digest points to, without reading it.</summary>
    /// <param name="key">A tag or <c>sha256:…</c>.</param>
    /// <param name="cancellation">Ends the request.</param>
    /// <returns>Type, digest and size; null when there is no such manifest.</returns>
    /// <exception cref="RegistryException">The registry cannot be reached, denies access, or answers what is none.</exception>
    public async Task<Descriptor?> ResolveAsync(string key, CancellationToken cancellation)
    {
        var what = $"Asking for {Label(key)}";
        using (var response = await Transport.SendAsync(Host, ManifestRequest(HttpMethod.Head, key), what, cancellation))
        {
            if (response.Status == HttpStatusCode.NotFound)
                return null;
            if (response.Status == HttpStatusCode.OK && !response.IsHtml
                && response.ContentDigest is { } digest && response.ContentHeaders.ContentLength is { } length)
                return new Descriptor(response.MediaType, digest, length);
            // A registry that leaves out the digest, or HEAD itself, gets a GET; other answers are what they are.
            if (response.Status is not (HttpStatusCode.OK or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented))
                throw await ErrorBody.ReadAsync(response, what, Transport);
        }

        return (await TryReadManifestAsync(key, cancellation))?.Descriptor;
    }

    /// <summary>Reads a manifest or index as the bytes it is.</summary>
    /// <param name="key">A tag or <c>sha256:…</c>.</param>
    /// <param name="cancellation">Ends the request.</param>
    /// <returns>The manifest; its digest was checked.</returns>
    /// <exception cref="RegistryException">There is none, or it cannot be had.</exception>
    public async Task<RawManifest> ReadManifestAsync(string key, CancellationToken cancellation) =>
        await TryReadManifestAsync(key, cancellation)
        ?? throw new RegistryException(RegistryFailure.NotFound, $"There is no {Label(key)}.", HttpStatusCode.NotFound);

    /// <summary>Reads a manifest or index as the bytes it is, if it is there.</summary>
    /// <param name="key">A tag or <c>sha256:…</c>.</param>
    /// <param name="cancellation">Ends the request.</param>
    /// <returns>The manifest, its digest checked; null when there is none.</returns>
    /// <exception cref="RegistryException">It cannot be had.</exception>
    public Task<RawManifest?> TryReadManifestAsync(string key, CancellationToken cancellation) =>
        Transport.Retry.RunAsync(async (_, token) =>
        {
            var what = $"Reading {Label(key)}";
            using var response = await Transport.SendOnceAsync(Host, ManifestRequest(HttpMethod.Get, key), token);
            if (response.Status == HttpStatusCode.NotFound)
                return null;
            if (response.Status != HttpStatusCode.OK || response.IsHtml)
                throw await ErrorBody.ReadAsync(response, what, Transport);
            var bytes = await response.ReadAsync(MostManifestBytes)
                ?? throw new RegistryException(RegistryFailure.Protocol, $"{what}: {Host.Name} sent more than {MostManifestBytes} bytes, which no manifest has.");
            return Checked(key, response, bytes, what);
        }, cancellation);

    /// <summary>Puts a manifest under a tag or its digest. What it points to must be there already.</summary>
    /// <param name="manifest">Sent as the bytes it is.</param>
    /// <param name="key">The tag, or the manifest's own digest.</param>
    /// <param name="cancellation">Ends the request; whether the manifest is there is then unknown.</param>
    /// <returns>When the registry has said that it is there.</returns>
    /// <exception cref="RegistryException">The registry refused it.</exception>
    public Task WriteManifestAsync(RawManifest manifest, string key, CancellationToken cancellation) =>
        Transport.Retry.RunAsync(async (attempt, token) =>
        {
            // The answer to an earlier attempt may be all that was lost.
            if (attempt > 0 && await IsThereAsync(manifest, key, token))
                return true;
            try
            {
                using var response = await Transport.SendOnceAsync(Host, WriteRequest(manifest, key), token);
                await CheckWrittenAsync(manifest, key, response, token);
                return true;
            }
            catch (TransientException) when (attempt == Transport.Options.Attempts - 1)
            {
                if (await IsThereAsync(manifest, key, token))
                    return true;
                throw;
            }
        }, cancellation);

    /// <summary>Whether a blob is there in its full size.</summary>
    /// <param name="blob">What is asked for.</param>
    /// <param name="cancellation">Ends the request.</param>
    /// <returns>True when it is.</returns>
    /// <exception cref="RegistryException">The registry cannot be reached or denies access.</exception>
    public Task<bool> HasBlobAsync(Descriptor blob, CancellationToken cancellation) => BlobPresence.IsThereAsync(this, blob, cancellation);

    /// <summary>Opens a blob. Broken connections are mended by asking for the rest; digest and size are checked, the last read throws when they differ.</summary>
    /// <param name="blob">What is read.</param>
    /// <param name="cancellation">Ends the download.</param>
    /// <returns>The content; read it asynchronously.</returns>
    public Stream OpenBlob(Descriptor blob, CancellationToken cancellation) =>
        new Layout.VerifyingStream(new BlobDownload(this, blob, cancellation), blob.Digest, blob.Size, $"Blob {blob.Digest} of {Name.Name}");

    /// <summary>Reads a small blob whole, checked.</summary>
    /// <param name="blob">What is read; at most 64 MiB.</param>
    /// <param name="cancellation">Ends the download.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="RegistryException">It cannot be had.</exception>
    public async Task<byte[]> ReadBlobAsync(Descriptor blob, CancellationToken cancellation)
    {
        if (blob.Size > Layout.OciLayout.MostInMemory)
            throw new OciException($"Blob {blob.Digest} has {blob.Size} bytes; {blob.MediaType} is read whole up to {Layout.OciLayout.MostInMemory}.");
        await using var content = OpenBlob(blob, cancellation);
        var bytes = new byte[blob.Size];
        await content.ReadExactlyAsync(bytes, cancellation);
        _ = await content.ReadAsync(new byte[1], cancellation);
        return bytes;
    }

    /// <summary>Brings a blob into the repository: nothing when it is there, mounted where it can be, else sent.</summary>
    /// <param name="blob">What is brought.</param>
    /// <param name="open">Opens the content from its beginning; called again for each attempt.</param>
    /// <param name="mountFrom">A repository of the same registry that has it; null: only those this client saw it in.</param>
    /// <param name="sent">Told of bytes as they are sent; a negative number takes a failed attempt's back. Null: no one.</param>
    /// <param name="cancellation">Ends the upload.</param>
    /// <returns>How it came there.</returns>
    /// <exception cref="RegistryException">The registry refused it.</exception>
    public async Task<BlobOutcome> WriteBlobAsync(
        Descriptor blob, Func<CancellationToken, ValueTask<Stream>> open, string? mountFrom, Action<long>? sent, CancellationToken cancellation)
    {
        using var turn = await Client.Seen.TurnAsync(Host.Name, blob.Digest, cancellation);
        var from = mountFrom ?? Client.Seen.Find(Host.Name, blob.Digest);
        var upload = new BlobUpload(this, blob, open, from == Name.Repository ? null : from, sent ?? (static _ => { }));
        var outcome = await upload.RunAsync(cancellation);
        Client.Seen.Add(Host.Name, blob.Digest, Name.Repository);
        return outcome;
    }

    /// <summary>All tags, in the registry's order.</summary>
    /// <param name="cancellation">Ends the requests.</param>
    /// <returns>The tags; none when there is no such repository.</returns>
    /// <exception cref="RegistryException">They cannot be had.</exception>
    public async Task<ImmutableArray<string>> ListTagsAsync(CancellationToken cancellation)
    {
        var tags = ImmutableArray.CreateBuilder<string>();
        var next = new Uri($"{Name.Repository}/tags/list", UriKind.Relative);
        for (var page = 0; next is not null; page++)
        {
            if (page == MostTagPages)
                throw new RegistryException(RegistryFailure.Protocol, $"{Host.Name} lists the tags of {Name.Repository} without end.");
            next = await ReadTagPageAsync(next, tags, cancellation);
        }

        return tags.ToImmutable();
    }

    private async Task<Uri?> ReadTagPageAsync(Uri target, ImmutableArray<string>.Builder tags, CancellationToken cancellation)
    {
        var what = $"Listing the tags of {Name.Name}";
        using var response = await Transport.SendAsync(Host, new RegistryRequest { Method = HttpMethod.Get, Target = target, Scope = Scope }, what, cancellation);
        if (response.Status == HttpStatusCode.NotFound)
            return null;
        if (response.Status != HttpStatusCode.OK || response.IsHtml)
            throw await ErrorBody.ReadAsync(response, what, Transport);
        var bytes = await response.ReadAsync(MostManifestBytes) ?? [];
        try
        {
            using var document = JsonDocument.Parse(bytes);
            if (document.RootElement.GetProperty("tags") is { ValueKind: JsonValueKind.Array } list)
                tags.AddRange(list.EnumerateArray().Select(t => t.GetString()!));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new RegistryException(RegistryFailure.Protocol, $"{what}: {Host.Name} sent no list of tags.", response.Status, e);
        }

        // distribution-spec, "Listing Tags": Link: <…>; rel="next".
        if (response.Header("Link") is not { } link || link.IndexOf('<', StringComparison.Ordinal) is not (>= 0 and var open) || link.IndexOf('>', open) is not (> 0 and var close))
            return null;
        return AddressPolicy.Follow(response.Requested, link[(open + 1)..close], Transport.Options.PlainHttp);
    }

    private RawManifest Checked(string key, RegistryResponse response, byte[] bytes, string what)
    {
        var digest = Digest.Of(bytes);
        var wanted = Digest.TryParse(key, out var asked) ? asked : response.ContentDigest;
        if (wanted is { } right && right != digest)
            throw new TransientException(new RegistryException(RegistryFailure.Protocol, $"{what}: {Host.Name} sent content with digest {digest}, not {right}.", response.Status));
        try
        {
            // The document's own word before the header's: caches in between change headers, not content.
            var manifest = RawManifest.Detect(bytes);
            return MediaTypes.Manifests.Contains(manifest.MediaType) || response.MediaType.Length == 0 ? manifest : new RawManifest(response.MediaType, bytes);
        }
        catch (OciException e)
        {
            throw new RegistryException(RegistryFailure.Protocol, $"{what}: {Host.Name} sent no manifest. {e.Message}", response.Status, e);
        }
    }

    private async Task<bool> IsThereAsync(RawManifest manifest, string key, CancellationToken cancellation)
    {
        using var response = await Transport.SendOnceAsync(Host, ManifestRequest(HttpMethod.Head, key), cancellation);
        return response.Status == HttpStatusCode.OK && response.ContentDigest == manifest.Digest;
    }

    private async Task CheckWrittenAsync(RawManifest manifest, string key, RegistryResponse response, CancellationToken cancellation)
    {
        var what = $"Writing {Label(key)}";
        var taken = response.Status is HttpStatusCode.Created or HttpStatusCode.OK or HttpStatusCode.Accepted or HttpStatusCode.NoContent && !response.IsHtml;
        if (!taken)
        {
            var error = await ErrorBody.ReadAsync(response, what, Transport);
            // Stores that are consistent in the end may not see yet what was uploaded a moment ago.
            if (error is RegistryException refused && refused.Codes.Contains("MANIFEST_BLOB_UNKNOWN"))
                throw new TransientException(refused);
            throw error;
        }

        if (response.ContentDigest is { } stored ? stored == manifest.Digest : response.Status == HttpStatusCode.Created)
            return;
        // Another digest than ours, or no word at all: the registry's own reading decides.
        var read = await TryReadManifestAsync(key, cancellation);
        if (read?.Digest != manifest.Digest)
            throw new TransientException(new RegistryException(RegistryFailure.Protocol, $"{what}: {Host.Name} says it took it, and has {read?.Digest.ToString() ?? "nothing"} instead of {manifest.Digest}.", response.Status));
    }

    private RegistryRequest ManifestRequest(HttpMethod method, string key) => new()
    {
        Method = method,
        Target = ManifestTarget(key),
        Scope = Scope,
        Prepare = static message =>
        {
            foreach (var type in MediaTypes.Manifests)
                message.Headers.TryAddWithoutValidation("Accept", type);
        },
    };

    private RegistryRequest WriteRequest(RawManifest manifest, string key) => new()
    {
        Method = HttpMethod.Put,
        Target = ManifestTarget(key),
        Scope = Scope,
        Content = _ =>
        {
            var content = new ReadOnlyMemoryContent(manifest.Bytes);
            content.Headers.TryAddWithoutValidation("Content-Type", manifest.MediaType);
            return content;
        },
    };

    private Uri ManifestTarget(string key) => Digest.TryParse(key, out _) || Reference.IsTag(key)
        ? new Uri($"{Name.Repository}/manifests/{key}", UriKind.Relative)
        : throw new OciException($"'{key}' is neither a tag nor a digest.");

    private string Label(string key) => Name.Name + (Digest.TryParse(key, out _) ? "@" : ":") + key;
}
