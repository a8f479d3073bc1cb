using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Fingerprints;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>A file of the build context.</summary>
/// <param name="path">Absolute path.</param>
/// <param name="stamp">Its stamp.</param>
/// <param name="hashes">Remembers its hash.</param>
internal sealed class DiskContent(string path, FileStamp stamp, FileHashCache hashes) : FileContent
{
    /// <inheritdoc/>
    public override long Length => stamp.Size;

    /// <inheritdoc/>
    public override string Sha256 => hashes.Sha256(path, stamp);

    /// <inheritdoc/>
    public override Stream Open() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
}
