namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>The next so many bytes of a stream, which it owns.</summary>
internal sealed class LimitedStream : ForwardStream
{
    private readonly Stream inner;
    private readonly long length;
    private long left;

    /// <summary>Limits a stream.</summary>
    /// <param name="inner">Positioned where the bytes begin.</param>
    /// <param name="length">How many.</param>
    public LimitedStream(Stream inner, long length)
    {
        this.inner = inner;
        this.length = left = length;
    }

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    protected override int ReadNext(Span<byte> buffer)
    {
        var count = inner.Read(buffer[..(int)Math.Min(buffer.Length, left)]);
        left -= count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
