namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>Bytes that were read to look at them, and then the rest of the stream they came from.</summary>
/// <param name="prefix">The bytes.</param>
/// <param name="rest">The rest; closed with this.</param>
internal sealed class PrefixedStream(byte[] prefix, Stream rest) : ForwardStream
{
    private int at;

    /// <inheritdoc/>
    protected override int ReadNext(Span<byte> buffer)
    {
        if (at == prefix.Length) return rest.Read(buffer);
        var count = Math.Min(buffer.Length, prefix.Length - at);
        prefix.AsSpan(at, count).CopyTo(buffer);
        at += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) rest.Dispose();
        base.Dispose(disposing);
    }
}
