using System.IO.Compression;

using SharpCompress.Common;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Xz;
using SharpCompress.Compressors.ZStandard;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>Undoes the compressions of layers and of archives that ADD unpacks: gzip, zstd, xz and bzip2, told by their first bytes.</summary>
internal static class Compression
{
    private const int MagicLength = 6;
    private static readonly byte[] Xz = [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0];
    private static readonly byte[] Zstd = [0x28, 0xb5, 0x2f, 0xfd];

    /// <summary>The plain content.</summary>
    /// <param name="content">Compressed or plain; closed with the result.</param>
    /// <returns>Forward only. Damage shows while it is read, as an exception that <see cref="IsDamage"/> knows.</returns>
    public static Stream Open(Stream content)
    {
        Span<byte> start = stackalloc byte[MagicLength];
        var read = content.ReadAtLeast(start, MagicLength, throwOnEndOfStream: false);
        start = start[..read];
        var whole = new PrefixedStream(start.ToArray(), content);
        if (start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b])) return new GZipStream(whole, CompressionMode.Decompress);
        if (start.StartsWith(Zstd)) return new DecompressionStream(whole, leaveOpen: false);
        if (start.StartsWith("BZh"u8)) return BZip2Stream.Create(whole, SharpCompress.Compressors.CompressionMode.Decompress, decompressConcatenated: true);
        return start.SequenceEqual(Xz) ? new XzStreams(whole) : whole;
    }

    /// <summary>Whether an exception says that content is not what its first bytes promise.</summary>
    /// <param name="e">The exception.</param>
    public static bool IsDamage(Exception e) => e is InvalidDataException or SharpCompressException or EndOfStreamException;

    /// <summary>One xz stream after another, as <c>xz -T</c> and <c>cat</c> make them; the library reads the first.</summary>
    private sealed class XzStreams(Stream source) : ForwardStream
    {
        private XZStream? current = new(source);

        protected override int ReadNext(Span<byte> buffer)
        {
            while (current is not null && buffer.Length > 0)
            {
                var count = current.Read(buffer);
                if (count > 0) return count;
                current = Next();
            }

            return 0;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) source.Dispose();
            base.Dispose(disposing);
        }

        // Zeros may stand between streams (xz file format, 2.2).
        private XZStream? Next()
        {
            int first;
            do first = source.ReadByte();
            while (first == 0);
            return first < 0 ? null : new(new PrefixedStream([(byte)first], source));
        }
    }
}
