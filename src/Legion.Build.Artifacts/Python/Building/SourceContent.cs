using System.Security.Cryptography;
using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Python.Wheels;

namespace Legion.Build.Artifacts.Python.Building;

/// <summary>What one file holds.</summary>
internal sealed class SourceContent
{
    private int asked;

    private SourceContent(byte[] bytes)
    {
        Bytes = bytes;
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Zipped = new(() => ZipContent.Make(bytes));
    }

    /// <summary>The content.</summary>
    public byte[] Bytes { get; }

    /// <summary>Lower-case hexadecimal SHA-256, taken from just these bytes.</summary>
    public string Sha256 { get; }

    /// <summary>The content as a zip entry holds it; made by the first who asks.</summary>
    public Lazy<ZipContent> Zipped { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="stamp">Its stamp, read before.</param>
    public static SourceContent Read(string path, FileStamp stamp) => new(WholeFile.Read(path, stamp.Size));

    /// <summary>True for the first who asks.</summary>
    public bool IsNew() => Interlocked.Exchange(ref asked, 1) == 0;
}
