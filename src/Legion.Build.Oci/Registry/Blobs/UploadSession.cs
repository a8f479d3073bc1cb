using System.Globalization;
using System.Net;
using Legion.Build.Oci.Models;
using Legion.Build.Oci.Registry.Http;

namespace Legion.Build.Oci.Registry.Blobs;

/// <summary>Where a begun upload goes on (distribution-spec, "Pushing blobs").</summary>
/// <param name="Location">The address of the next request.</param>
/// <param name="SmallestChunk">What the registry takes at least in one piece (OCI-Chunk-Min-Length); 0: not said.</param>
internal sealed record UploadSession(Uri Location, long SmallestChunk)
{
    /// <summary>No session: the registry has the blob already.</summary>
    public static UploadSession Mounted { get; } = new(new Uri("about:blank"), 0);

    /// <summary>Begins an upload, or has the registry mount the blob.</summary>
    /// <returns>The session; <see cref="Mounted"/>: nothing is to be sent.</returns>
    public static async Task<UploadSession> BeginAsync(RegistryRepository repository, Descriptor blob, string? mountFrom, CancellationToken cancellation)
    {
        if (mountFrom is not null && await TryMountAsync(repository, blob, mountFrom, cancellation) is { } begun)
            return begun;
        var what = $"Beginning the upload of {BlobPresence.Label(repository, blob)}";
        using var response = await repository.Client.Transport.SendAsync(repository.Host, Post(repository, query: "", repository.Scope), what, cancellation);
        if (response.Status != HttpStatusCode.Accepted)
            throw await ErrorBody.ReadAsync(response, what, repository.Client.Transport);
        return From(repository, response);
    }

    /// <summary>The session an answer leads to.</summary>
    public static UploadSession From(RegistryRepository repository, RegistryResponse response) => new(
        AddressPolicy.Follow(response.Requested, response.Header("Location"), repository.Client.Options.PlainHttp),
        long.TryParse(response.Header("OCI-Chunk-Min-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var least) ? least : 0);

    /// <summary>The address that ends the upload.</summary>
    public Uri Commit(Digest digest) =>
        new(Location.AbsoluteUri + (Location.Query.Length == 0 ? "?" : "&") + "digest=" + Uri.EscapeDataString(digest.ToString()));

    private static async Task<UploadSession?> TryMountAsync(
        RegistryRepository repository, Descriptor blob, string from, CancellationToken cancellation)
    {
        var query = $"?mount={Uri.EscapeDataString(blob.Digest.ToString())}&from={Uri.EscapeDataString(from)}";
        try
        {
            using var response = await repository.Client.Transport.SendOnceAsync(
                repository.Host, Post(repository, query, repository.Scope with { MountFrom = from }), cancellation);
            if (response.Status == HttpStatusCode.Created)
                return Mounted;
            if (response.Status == HttpStatusCode.Accepted)
                return From(repository, response);
        }
        catch (Exception e) when (e is RegistryException or TransientException)
        {
            repository.Client.Options.Trace?.Invoke($"mount from {from} failed, uploading: {e.Message}");
        }

        // Whatever went wrong with a mount, an upload may still do: registries refuse mounts in as many ways as there are registries.
        return null;
    }

    private static RegistryRequest Post(RegistryRepository repository, string query, Scope scope) => new()
    {
        Method = HttpMethod.Post,
        Target = new Uri($"{repository.Name.Repository}/blobs/uploads/{query}", UriKind.Relative),
        Scope = scope,
        // Some proxies refuse a POST without a length.
        Content = static _ => new ByteArrayContent([]),
    };
}
