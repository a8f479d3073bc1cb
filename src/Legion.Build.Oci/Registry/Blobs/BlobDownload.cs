using System.Net;
using System.Net.Http.Headers;
using Legion.Build.Oci.Models;
using Legion.Build.Oci.Registry.Http;

namespace Legion.Build.Oci.Registry.Blobs;

/// <summary>Reads a blob; when the connection breaks, the rest is asked for by range (distribution-spec, "Pulling blobs").</summary>
internal sealed class BlobDownload(RegistryRepository repository, Descriptor blob, CancellationToken cancellation) : Stream
{
    private RegistryResponse? response;
    private Stream? body;
    private long position;
    private int broken;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => blob.Size;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    private Transport Transport => repository.Client.Transport;

    private string What => $"Reading blob {BlobPresence.Label(repository, blob)}";

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (position == blob.Size || buffer.IsEmpty)
                return 0;
            var at = position;
            body ??= await Transport.Retry.RunAsync((_, token) => OpenFromAsync(at, token), cancellation);
            try
            {
                var most = (int)Math.Min(buffer.Length, blob.Size - position);
                var count = await body.ReadAsync(buffer[..most], cancellationToken);
                if (count == 0)
                    throw new TransientException(new RegistryException(RegistryFailure.Protocol, $"{What}: it ended after {position} of {blob.Size} bytes.", response!.Status));
                position += count;
                return count;
            }
            catch (TransientException e)
            {
                HangUp();
                if (++broken >= repository.Client.Options.Attempts)
                    throw e.Failure;
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A download is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            HangUp();
        base.Dispose(disposing);
    }

    private async Task<Stream> OpenFromAsync(long from, CancellationToken token)
    {
        var request = new RegistryRequest
        {
            Method = HttpMethod.Get,
            Target = new Uri($"{repository.Name.Repository}/blobs/{blob.Digest}", UriKind.Relative),
            Scope = repository.Scope,
            Prepare = message =>
            {
                if (from > 0)
                    message.Headers.Range = new RangeHeaderValue(from, blob.Size - 1);
            },
        };
        var answer = await Transport.SendOnceAsync(repository.Host, request, token);
        try
        {
            if (answer.Status is not (HttpStatusCode.OK or HttpStatusCode.PartialContent) || answer.IsHtml)
                throw await ErrorBody.ReadAsync(answer, What, Transport);
            var stream = await answer.OpenAsync();
            var start = answer.Status == HttpStatusCode.PartialContent ? answer.ContentHeaders.ContentRange?.From ?? from : 0;
            if (start > from)
                throw new RegistryException(RegistryFailure.Protocol, $"{What}: asked for bytes from {from}, got them from {start}.", answer.Status);
            // A server without ranges sends all of it again.
            await SkipAsync(stream, from - start, token);
            response = answer;
            return stream;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    private async Task SkipAsync(Stream stream, long count, CancellationToken token)
    {
        if (count == 0)
            return;
        var buffer = new byte[64 * 1024];
        while (count > 0)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count)), token);
            if (read == 0)
                throw new TransientException(new RegistryException(RegistryFailure.Protocol, $"{What}: it ended too soon."));
            count -= read;
        }
    }

    private void HangUp()
    {
        body?.Dispose();
        response?.Dispose();
        body = null;
        response = null;
    }
}
