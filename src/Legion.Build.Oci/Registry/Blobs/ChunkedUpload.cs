using System.Globalization;
using System.Net;
using Legion.Build.Oci.Models;
using Legion.Build.Oci.Registry.Http;

namespace Legion.Build.Oci.Registry.Blobs;

/// <summary>Sends a blob in pieces, PATCH by PATCH; a piece whose answer was lost is asked for and not sent twice.</summary>
internal sealed class ChunkedUpload(RegistryRepository repository, Descriptor blob, Func<CancellationToken, ValueTask<Stream>> open, Action<long> sent)
{
    private const long First = 16 << 20;
    private const long Least = 256 << 10;
    private Transport Transport => repository.Client.Transport;

    private string What => $"Uploading {BlobPresence.Label(repository, blob)} in pieces";

    /// <summary>What is tried after a blob was refused as a whole.</summary>
    public static long FirstSize(long blobSize, long smallest) => Math.Max(Math.Max(smallest, 1), Math.Min(First, Math.Max(blobSize / 2, Least)));

    /// <summary>Sends all pieces and ends the upload.</summary>
    public async Task RunAsync(UploadSession session, long chunk, CancellationToken cancellation)
    {
        var lost = 0;
        for (long offset = 0; offset < blob.Size;)
        {
            // Read each time: a 413 halves it.
            var most = repository.Host.ChunkSize > 0 ? Math.Min(chunk, repository.Host.ChunkSize) : chunk;
            var length = Math.Min(Math.Max(most, session.SmallestChunk), blob.Size - offset);
            try
            {
                (session, offset) = await PatchAsync(session, offset, length, cancellation);
            }
            catch (TransientException) when (lost++ < repository.Client.Options.Attempts)
            {
                (session, offset) = await AskAsync(session, cancellation);
            }
        }

        var request = new RegistryRequest
        {
            Method = HttpMethod.Put,
            Target = session.Commit(blob.Digest),
            Scope = repository.Scope,
            Content = static _ => new ByteArrayContent([]),
        };
        using var response = await Transport.SendOnceAsync(repository.Host, request, cancellation);
        await CommitAnswer.CheckAsync(repository, blob, response);
    }

    private async Task<(UploadSession Session, long Offset)> PatchAsync(UploadSession session, long offset, long length, CancellationToken cancellation)
    {
        var request = new RegistryRequest
        {
            Method = HttpMethod.Patch,
            Target = session.Location,
            Scope = repository.Scope,
            ExpectContinue = true,
            Content = watch =>
            {
                var content = new StreamedContent(open, offset, length, watch, sent);
                // No "bytes " before it, unlike HTTP's own header (distribution-spec, "Pushing a blob in chunks").
                content.Headers.TryAddWithoutValidation("Content-Range", string.Create(CultureInfo.InvariantCulture, $"{offset}-{offset + length - 1}"));
                return content;
            },
        };
        using var response = await Transport.SendOnceAsync(repository.Host, request, cancellation);
        if (response.Status is HttpStatusCode.Accepted or HttpStatusCode.NoContent or HttpStatusCode.Created && !response.IsHtml)
            return (UploadSession.From(repository, response), End(response) is { } end && end > offset ? end : offset + length);
        if (response.Status == HttpStatusCode.RequestEntityTooLarge && length / 2 >= Math.Max(Least, session.SmallestChunk))
        {
            repository.Host.ChunkSize = length / 2;
            return (session, offset);
        }

        var error = await ErrorBody.ReadAsync(response, What, Transport);
        throw error is RegistryException lost && response.Status is (HttpStatusCode.NotFound or HttpStatusCode.RequestedRangeNotSatisfiable)
            ? new TransientException(lost)
            : error;
    }

    // How far the registry got (distribution-spec, "Pushing a blob in chunks": GET of the session).
    private async Task<(UploadSession Session, long Offset)> AskAsync(UploadSession session, CancellationToken cancellation)
    {
        var request = new RegistryRequest { Method = HttpMethod.Get, Target = session.Location, Scope = repository.Scope };
        using var response = await Transport.SendOnceAsync(repository.Host, request, cancellation);
        if (response.Status is not (HttpStatusCode.NoContent or HttpStatusCode.Accepted))
            throw new TransientException(new RegistryException(RegistryFailure.Protocol, $"{What}: the session is lost.", response.Status));
        return (UploadSession.From(repository, response), End(response) ?? 0);
    }

    // Range: 0-N, N the last byte that is there. An empty session says 0-0 in distribution's own registry: one byte, or none; none is safe only at the start.
    private static long? End(RegistryResponse response)
    {
        var range = response.Header("Range");
        var dash = range?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        if (dash < 0 || !long.TryParse(range!.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var last))
            return null;
        return last == 0 ? 0 : last + 1;
    }
}
