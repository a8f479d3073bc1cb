using Legion.Build.Oci.Models;
using Legion.Build.Oci.Registry;

namespace Legion.Build.Oci.Transfer;

/// <summary>Moves blobs side by side; the first failure ends the others.</summary>
internal static class BlobTransfer
{
    /// <summary>Brings blobs from a source into a repository.</summary>
    public static async Task<TransferReport> RunAsync(
        IContentSource source, IReadOnlyCollection<Descriptor> blobs, RegistryRepository target, Action<TransferProgress>? progress, CancellationToken cancellation)
    {
        var mountFrom = source.Repository is { } other && other.Registry == target.Name.Registry ? other.Repository : null;
        int sent = 0, mounted = 0;
        long bytes = 0;
        await AllAsync(target.Client, blobs, async (blob, token) =>
        {
            var outcome = await target.WriteBlobAsync(
                blob,
                t => source.OpenBlobAsync(blob, t),
                mountFrom,
                progress is null ? null : count => progress(new TransferProgress(blob, count, Done: false, How: null)),
                token);
            if (outcome == BlobOutcome.Uploaded)
            {
                Interlocked.Increment(ref sent);
                Interlocked.Add(ref bytes, blob.Size);
            }
            else if (outcome == BlobOutcome.Mounted)
            {
                Interlocked.Increment(ref mounted);
            }

            progress?.Invoke(new TransferProgress(blob, 0, Done: true, Word(outcome)));
        }, cancellation);
        return new TransferReport(blobs.Count, sent, mounted, bytes);
    }

    /// <summary>Runs one action a blob, as many at a time as the client allows, the biggest first: they end last.</summary>
    public static async Task AllAsync(
        RegistryClient client, IReadOnlyCollection<Descriptor> blobs, Func<Descriptor, CancellationToken, Task> action, CancellationToken cancellation)
    {
        using var together = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAll(blobs.OrderByDescending(b => b.Size).ThenBy(b => b.Digest).Select(async blob =>
        {
            await client.Slots.WaitAsync(together.Token);
            try
            {
                await action(blob, together.Token);
            }
            catch
            {
                await together.CancelAsync();
                throw;
            }
            finally
            {
                client.Slots.Release();
            }
        }).ToList());
    }

    private static string Word(BlobOutcome outcome) => outcome switch
    {
        BlobOutcome.AlreadyThere => "already there",
        BlobOutcome.Mounted => "mounted",
        _ => "uploaded",
    };
}
