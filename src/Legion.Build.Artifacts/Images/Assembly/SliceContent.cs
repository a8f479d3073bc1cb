using System.Security.Cryptography;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>A file that stands in an unpacked archive: a base image's layer, or what ADD unpacks.</summary>
/// <param name="path">Absolute path of the archive, uncompressed.</param>
/// <param name="offset">Where the content begins.</param>
/// <param name="length">Bytes.</param>
internal sealed class SliceContent(string path, long offset, long length) : FileContent
{
    private string? sha256;

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override string Sha256
    {
        get
        {
            if (sha256 is not null) return sha256;
            using var content = Open();
            return sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        }
    }

    /// <inheritdoc/>
    public override Stream Open()
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        file.Position = offset;
        return new LimitedStream(file, length);
    }
}
