using System.Net;
using Legion.Build.Oci.Models;
using Legion.Build.Oci.Registry.Http;

namespace Legion.Build.Oci.Registry.Blobs;

/// <summary>HEAD of a blob.</summary>
internal static class BlobPresence
{
    /// <summary>Whether it is there; asked until there is an answer.</summary>
    public static async Task<bool> IsThereAsync(RegistryRepository repository, Descriptor blob, CancellationToken cancellation)
    {
        using var response = await repository.Client.Transport.SendAsync(repository.Host, Request(repository, blob), What(repository, blob), cancellation);
        return await DecideAsync(repository, blob, response);
    }

    /// <summary>Whether it is there; asked once, for callers that try again as a whole.</summary>
    public static async Task<bool> AskOnceAsync(RegistryRepository repository, Descriptor blob, CancellationToken cancellation)
    {
        using var response = await repository.Client.Transport.SendOnceAsync(repository.Host, Request(repository, blob), cancellation);
        return await DecideAsync(repository, blob, response);
    }

    /// <summary>Names the blob in messages.</summary>
    public static string Label(RegistryRepository repository, Descriptor blob) => $"{repository.Name.Name}@{blob.Digest}";

    private static async Task<bool> DecideAsync(RegistryRepository repository, Descriptor blob, RegistryResponse response) => response.Status switch
    {
        // Another length, or a page, is not this blob, whatever the status says.
        HttpStatusCode.OK => !response.IsHtml && (response.ContentHeaders.ContentLength is null || response.ContentHeaders.ContentLength == blob.Size)
            && (response.ContentDigest is null || response.ContentDigest == blob.Digest),
        HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented => false,
        _ => throw await ErrorBody.ReadAsync(response, What(repository, blob), repository.Client.Transport),
    };

    private static RegistryRequest Request(RegistryRepository repository, Descriptor blob) => new()
    {
        Method = HttpMethod.Head,
        Target = new Uri($"{repository.Name.Repository}/blobs/{blob.Digest}", UriKind.Relative),
        Scope = repository.Scope,
    };

    private static string What(RegistryRepository repository, Descriptor blob) => $"Asking for blob {Label(repository, blob)}";
}
