namespace Legion.Build.Oci.Registry.Http;

/// <summary>Reads an answer's body under the eyes of its <see cref="IdleWatch"/>; reads are asynchronous only.</summary>
internal sealed class WatchedStream(Stream inner, IdleWatch watch, string from) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            // The watch is linked to the request's own cancellation.
            var count = await inner.ReadAsync(buffer, watch.Token);
            watch.Moved(count);
            return count;
        }
        catch (OperationCanceledException e) when (watch.TimedOut)
        {
            throw new TransientException(new RegistryException(
                RegistryFailure.Unavailable, $"The answer of {from} stopped: nothing moved for {watch.Limit.TotalSeconds:0.#} s.", status: null, e));
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new TransientException(new RegistryException(RegistryFailure.Unavailable, $"The answer of {from} broke off: {e.Message}", status: null, e));
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
