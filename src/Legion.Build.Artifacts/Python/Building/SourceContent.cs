using Legion.Build.Artifacts.Archives;
using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Python.Layouts;

namespace Legion.Build.Artifacts.Python.Building;

/// <summary>What one file holds.</summary>
/// <param name="bytes">The content.</param>
/// <param name="sha256">Lower-case hexadecimal, where it was taken from just these bytes.</param>
internal sealed class SourceContent(byte[] bytes, string? sha256)
{
    /// <summary>The content.</summary>
    public byte[] Bytes => bytes;

    /// <summary>Lower-case hexadecimal SHA-256, where it was taken from just these bytes.</summary>
    public string? Sha256 => sha256;

    /// <summary>The content as a zip entry holds it; deflated by the first who asks.</summary>
    public Lazy<byte[]> Deflated { get; } = new(() => Deflater.Compress(bytes));

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    public static SourceContent Read(SourceFile file) => new(WholeFile.Read(file.FullPath, file.Stamp.Size), sha256: null);
}
