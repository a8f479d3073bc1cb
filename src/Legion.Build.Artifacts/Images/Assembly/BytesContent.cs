using System.Security.Cryptography;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>A file whose content is at hand: a here-document.</summary>
/// <param name="bytes">The content.</param>
internal sealed class BytesContent(byte[] bytes) : FileContent
{
    /// <inheritdoc/>
    public override long Length => bytes.Length;

    /// <inheritdoc/>
    public override string Sha256 => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <inheritdoc/>
    public override Stream Open() => new MemoryStream(bytes, writable: false);
}
