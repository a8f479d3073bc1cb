using System.Net;
using Legion.Build.Oci.Models;
using Legion.Build.Oci.Registry.Http;

namespace Legion.Build.Oci.Registry.Blobs;

/// <summary>The answer to the request that ends an upload.</summary>
internal static class CommitAnswer
{
    /// <summary>Returns when the blob is there; otherwise says whether another attempt may do.</summary>
    public static async Task CheckAsync(RegistryRepository repository, Descriptor blob, RegistryResponse response)
    {
        var what = $"Uploading {BlobPresence.Label(repository, blob)}";
        var taken = response.Status is HttpStatusCode.Created or HttpStatusCode.NoContent or HttpStatusCode.OK or HttpStatusCode.Accepted && !response.IsHtml;
        if (taken && response.ContentDigest is { } stored && stored != blob.Digest)
            throw Again($"{what}: {repository.Host.Name} stored {stored} instead.", response);
        // Anything but 201 does not promise that the blob is stored: HEAD, with which the next attempt begins, decides.
        if (taken && response.Status != HttpStatusCode.Created)
            throw Again($"{what}: {repository.Host.Name} answered {(int)response.Status} and does not have it.", response);
        if (taken)
            return;
        var error = await ErrorBody.ReadAsync(response, what, repository.Client.Transport);
        // A lost session (404, BLOB_UPLOAD_UNKNOWN), one that got out of step (416, BLOB_UPLOAD_INVALID), bytes that fell over on the way (DIGEST_INVALID).
        if (error is RegistryException refused
            && (response.Status is HttpStatusCode.NotFound or HttpStatusCode.RequestedRangeNotSatisfiable || refused.Codes.Any(IsSessionTrouble)))
            throw new TransientException(refused);
        throw error;
    }

    private static bool IsSessionTrouble(string code) => code is "BLOB_UPLOAD_UNKNOWN" or "BLOB_UPLOAD_INVALID" or "DIGEST_INVALID" or "SIZE_INVALID";

    private static TransientException Again(string message, RegistryResponse response) =>
        new(new RegistryException(RegistryFailure.Protocol, message, response.Status));
}
