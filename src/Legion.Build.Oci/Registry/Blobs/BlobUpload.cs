using System.Net;
using Legion.Build.Oci.Models;
using Legion.Build.Oci.Registry.Http;

namespace Legion.Build.Oci.Registry.Blobs;

/// <summary>Brings one blob into a repository: HEAD, POST (with mount), one PUT with the whole body; in pieces only where that is refused.</summary>
internal sealed class BlobUpload(
    RegistryRepository repository, Descriptor blob, Func<CancellationToken, ValueTask<Stream>> open, string? mountFrom, Action<long> sent)
{
    // Asking first costs a round trip, so small bodies are just sent.
    private const long WorthAsking = 1 << 20;

    private int LastAttempt => repository.Client.Options.Attempts - 1;

    private Transport Transport => repository.Client.Transport;

    /// <summary>Runs until the registry has the blob.</summary>
    public Task<BlobOutcome> RunAsync(CancellationToken cancellation) => Transport.Retry.RunAsync(AttemptAsync, cancellation);

    private async Task<BlobOutcome> AttemptAsync(int attempt, CancellationToken cancellation)
    {
        // At the first attempt it saves the upload; at later ones it decides whether the one before did arrive and only its answer was lost.
        if (await IsThereAsync(attempt, cancellation))
            return attempt == 0 ? BlobOutcome.AlreadyThere : BlobOutcome.Uploaded;
        var session = await UploadSession.BeginAsync(repository, blob, attempt == 0 ? mountFrom : null, cancellation);
        if (session == UploadSession.Mounted)
            return BlobOutcome.Mounted;
        var chunk = repository.Client.Options.ChunkSize ?? repository.Host.ChunkSize;
        var accounted = new Accounted(sent);
        try
        {
            if (chunk > 0 && chunk < blob.Size)
                await new ChunkedUpload(repository, blob, open, accounted.Add).RunAsync(session, chunk, cancellation);
            else
                await PutWholeAsync(session, accounted, cancellation);
        }
        catch (TransientException) when (attempt == LastAttempt)
        {
            if (!await IsThereAsync(attempt, cancellation))
                throw;
        }
        catch
        {
            accounted.TakeBack();
            throw;
        }

        return BlobOutcome.Uploaded;
    }

    private async Task<bool> IsThereAsync(int attempt, CancellationToken cancellation)
    {
        try
        {
            return await BlobPresence.AskOnceAsync(repository, blob, cancellation);
        }
        catch (TransientException) when (attempt == LastAttempt)
        {
            // The last chance is better spent on the upload itself than on asking.
            return false;
        }
    }

    private async Task PutWholeAsync(UploadSession session, Accounted accounted, CancellationToken cancellation)
    {
        var request = new RegistryRequest
        {
            Method = HttpMethod.Put,
            Target = session.Commit(blob.Digest),
            Scope = repository.Scope,
            Content = watch =>
            {
                accounted.TakeBack();
                return new StreamedContent(open, 0, blob.Size, watch, accounted.Add);
            },
            ExpectContinue = blob.Size >= WorthAsking,
        };
        using var response = await Transport.SendOnceAsync(repository.Host, request, cancellation);
        if (response.Status == HttpStatusCode.RequestEntityTooLarge)
        {
            repository.Host.ChunkSize = ChunkedUpload.FirstSize(blob.Size, session.SmallestChunk);
            throw new TransientException(
                new RegistryException(RegistryFailure.Rejected, $"{repository.Host.Name} takes no {blob.Size} bytes in one request.", response.Status), TimeSpan.Zero);
        }

        await CommitAnswer.CheckAsync(repository, blob, response);
    }

    private sealed class Accounted(Action<long> sent)
    {
        private long total;

        public void Add(long bytes)
        {
            total += bytes;
            sent(bytes);
        }

        public void TakeBack()
        {
            if (total > 0)
                sent(-total);
            total = 0;
        }
    }
}
