using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace Legion.Build.Oci.Registry.Http;

/// <summary>A part of a blob as a request's body: opened when it is sent, read while the piece before is on its way, never in memory whole.</summary>
internal sealed class StreamedContent : HttpContent
{
    private const int BufferSize = 256 * 1024;
    private readonly Func<CancellationToken, ValueTask<Stream>> open;
    private readonly long offset;
    private readonly long length;
    private readonly IdleWatch watch;
    private readonly Action<long> sent;

    /// <summary>Takes <paramref name="length"/> bytes from <paramref name="offset"/> on.</summary>
    public StreamedContent(Func<CancellationToken, ValueTask<Stream>> open, long offset, long length, IdleWatch watch, Action<long> sent)
    {
        this.open = open;
        this.offset = offset;
        this.length = length;
        this.watch = watch;
        this.sent = sent;
        Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
    }

    protected override bool TryComputeLength(out long length)
    {
        length = this.length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var source = await open(cancellationToken);
        await SkipAsync(source, offset, cancellationToken);
        var current = ArrayPool<byte>.Shared.Rent(BufferSize);
        var next = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var left = length;
            var count = await FillAsync(source, current, left, cancellationToken);
            while (count > 0)
            {
                left -= count;
                // On another thread: reading includes hashing, and both are as dear as sending.
                var filling = left > 0 ? Task.Run(() => FillAsync(source, next, left, cancellationToken), cancellationToken) : Task.FromResult(0);
                try
                {
                    await stream.WriteAsync(current.AsMemory(0, count), cancellationToken);
                }
                catch
                {
                    await filling.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                    throw;
                }

                watch.Moved(count);
                sent(count);
                count = await filling;
                (current, next) = (next, current);
            }

            watch.Sent(length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(current);
            ArrayPool<byte>.Shared.Return(next);
        }
    }

    private static async Task<int> FillAsync(Stream source, byte[] buffer, long left, CancellationToken cancellation)
    {
        var wanted = (int)Math.Min(BufferSize, left);
        return await source.ReadAtLeastAsync(buffer.AsMemory(0, wanted), wanted, throwOnEndOfStream: false, cancellation);
    }

    private static async Task SkipAsync(Stream source, long count, CancellationToken cancellation)
    {
        if (count == 0)
            return;
        var buffer = new byte[BufferSize];
        while (count > 0)
        {
            var read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count)), cancellation);
            if (read == 0)
                throw new EndOfStreamException();
            count -= read;
        }
    }
}
