using Legion.Build.Artifacts.Archives.Deflate;

namespace Legion.Build.Artifacts.Archives;

/// <summary>Compresses whole buffers. Thread-safe.</summary>
public static class Deflater
{
    /// <summary>A complete raw DEFLATE stream (RFC 1951), as zip entries hold it. The bytes depend on the content alone.</summary>
    /// <param name="content">What to compress.</param>
    public static byte[] Compress(ReadOnlySpan<byte> content)
    {
        using var worker = DeflateWorker.Take();
        worker.Compress(content, 0, last: true);
        return worker.Output.ToArray();
    }
}
