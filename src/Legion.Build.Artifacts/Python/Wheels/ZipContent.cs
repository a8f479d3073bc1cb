using System.IO.Hashing;
using Legion.Build.Artifacts.Archives;

namespace Legion.Build.Artifacts.Python.Wheels;

/// <summary>A file's content as a zip entry holds it.</summary>
/// <param name="Data">What is written: deflated, or as it is where that is no longer.</param>
/// <param name="IsDeflated">True when <paramref name="Data"/> is deflated.</param>
/// <param name="Crc">CRC-32 of the content.</param>
internal sealed record ZipContent(ReadOnlyMemory<byte> Data, bool IsDeflated, uint Crc)
{
    /// <summary>Compresses a content.</summary>
    /// <param name="content">The content; not copied.</param>
    public static ZipContent Make(ReadOnlyMemory<byte> content)
    {
        var deflated = Deflater.Compress(content.Span);
        var isDeflated = deflated.Length < content.Length;
        return new ZipContent(isDeflated ? deflated : content, isDeflated, Crc32.HashToUInt32(content.Span));
    }
}
