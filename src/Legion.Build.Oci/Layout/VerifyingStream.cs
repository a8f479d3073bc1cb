using System.Security.Cryptography;

namespace Legion.Build.Oci.Layout;

/// <summary>Reads content and refuses to end when it is not what its digest and size say.</summary>
internal sealed class VerifyingStream : Stream
{
    private readonly Stream inner;
    private readonly Digest digest;
    private readonly long size;
    private readonly string where;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long read;
    private bool ended;

    /// <summary>Wraps a stream that stands at its beginning.</summary>
    public VerifyingStream(Stream inner, Digest digest, long size, string where)
    {
        this.inner = inner;
        this.digest = digest;
        this.size = size;
        this.where = where;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => size;

    public override long Position
    {
        get => read;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => Account(buffer, inner.Read(buffer));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        return Account(buffer.Span, count);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        hash.Dispose();
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Account(ReadOnlySpan<byte> buffer, int count)
    {
        if (ended || (count == 0 && buffer.IsEmpty))
            return count;
        hash.AppendData(buffer[..count]);
        read += count;
        if (read > size)
            throw new ContentMismatchException($"{where} is longer than the {size} bytes its descriptor says.");
        // At the last byte, not only at the end: a reader that knows the size never asks for the end.
        if (count == 0 || read == size)
            Finish();
        return count;
    }

    private void Finish()
    {
        if (read != size)
            throw new ContentMismatchException($"{where} ends after {read} of {size} bytes.");
        ended = true;
        var actual = Digest.FromHash(hash.GetHashAndReset());
        if (actual != digest)
            throw new ContentMismatchException($"{where} has digest {actual}, expected {digest}.");
    }
}
