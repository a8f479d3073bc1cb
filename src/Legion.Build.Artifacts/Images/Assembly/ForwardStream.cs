namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>A stream that is read once from its beginning to its end.</summary>
internal abstract class ForwardStream : Stream
{
    private long position;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException("Forward only.");

    /// <inheritdoc/>
    public override long Position
    {
        get => position;
        set => throw new NotSupportedException("Forward only.");
    }

    /// <inheritdoc/>
    public sealed override int Read(Span<byte> buffer)
    {
        var count = ReadNext(buffer);
        position += count;
        return count;
    }

    /// <inheritdoc/>
    public sealed override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("Forward only.");

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("Read-only.");

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read-only.");

    /// <summary>Reads on.</summary>
    /// <param name="buffer">Where to.</param>
    /// <returns>How many bytes; zero at the end.</returns>
    protected abstract int ReadNext(Span<byte> buffer);
}
