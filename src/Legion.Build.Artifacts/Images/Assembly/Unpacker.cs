namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>Uncompresses layers and archives to scratch files that live as long as one build.</summary>
internal sealed class Unpacker : IDisposable
{
    private readonly string folder;
    private readonly Lock naming = new();
    private int count;

    /// <summary>Uses a folder of its own below <paramref name="parent"/>.</summary>
    /// <param name="parent">Absolute path of a folder for scratch.</param>
    public Unpacker(string parent) => folder = Path.Join(parent, Path.GetRandomFileName());

    /// <summary>True when the content is a tar archive, plain or compressed.</summary>
    /// <param name="content">A file.</param>
    public static bool IsArchive(FileContent content)
    {
        try
        {
            using var plain = Compression.Open(content.Open());
            return IsTar(plain);
        }
        catch (Exception e) when (Compression.IsDamage(e))
        {
            return false;
        }
    }

    /// <summary>Writes the uncompressed content to a scratch file.</summary>
    /// <param name="compressed">Compressed or plain; it is closed.</param>
    /// <returns>The file's absolute path.</returns>
    /// <exception cref="IOException">The content is damaged.</exception>
    public string Unpack(Stream compressed)
    {
        string path;
        lock (naming)
        {
            Directory.CreateDirectory(folder);
            path = Path.Join(folder, FormattableString.Invariant($"{count++}.tar"));
        }

        try
        {
            using var plain = Compression.Open(new BufferedStream(compressed, 128 * 1024));
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            plain.CopyTo(file);
            return path;
        }
        catch (Exception e) when (Compression.IsDamage(e))
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private static bool IsTar(Stream stream)
    {
        Span<byte> header = stackalloc byte[512];
        if (stream.ReadAtLeast(header, 512, throwOnEndOfStream: false) < 512) return false;
        if (header.Slice(257, 5).SequenceEqual("ustar"u8)) return true;

        // Archives older than POSIX have no magic; their checksum must do.
        var sum = 8 * ' ';
        for (var i = 0; i < 512; i++) sum += i is >= 148 and < 156 ? 0 : header[i];
        var written = 0;
        foreach (var c in header.Slice(148, 8))
        {
            if (c is >= (byte)'0' and <= (byte)'7') written = (written * 8) + c - '0';
            else if (written != 0) break;
        }

        return header[0] != 0 && written == sum;
    }
}
