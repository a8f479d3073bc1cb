namespace Legion.Build.Artifacts.Files;

/// <summary>Writes files that are there whole or not at all.</summary>
public static class AtomicFile
{
    /// <summary>Writes <paramref name="path"/> through a staging file beside it, then renames; folders are created.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="write">Writes the content.</param>
    public static void Write(string path, Action<Stream> write)
    {
        var staging = Staging(path);
        try
        {
            using (var stream = new FileStream(staging, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 128 * 1024))
            {
                write(stream);
            }

            File.Move(staging, path, overwrite: true);
        }
        catch
        {
            File.Delete(staging);
            throw;
        }
    }

    /// <summary>Writes <paramref name="content"/> as a whole.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="content">The content.</param>
    public static void Write(string path, ReadOnlyMemory<byte> content)
    {
        var staging = Staging(path);
        try
        {
            Create(staging, content.Span);
            File.Move(staging, path, overwrite: true);
        }
        catch
        {
            File.Delete(staging);
            throw;
        }
    }

    /// <summary>Writes a file that is not there yet, without a stream and its buffer between.</summary>
    /// <param name="path">Absolute path, such as one of <see cref="Staging"/>; its folder is there.</param>
    /// <param name="content">The content.</param>
    public static void Create(string path, ReadOnlySpan<byte> content)
    {
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        RandomAccess.Write(file, content, 0);
    }

    /// <summary>Writes parts one after the other.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="parts">The parts.</param>
    public static void Write(string path, IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        var staging = Staging(path);
        try
        {
            using (var file = File.OpenHandle(staging, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.None, parts.Sum(static p => (long)p.Length)))
            {
                RandomAccess.Write(file, parts, 0);
            }

            File.Move(staging, path, overwrite: true);
        }
        catch
        {
            File.Delete(staging);
            throw;
        }
    }

    /// <summary>Writes <paramref name="content"/> unless the file holds just that already, so that its time stays.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="content">The content.</param>
    /// <returns>True when the file was written.</returns>
    public static bool WriteIfChanged(string path, ReadOnlyMemory<byte> content)
    {
        var info = new FileInfo(path);
        if (info.Exists && info.Length == content.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(content.Span)) return false;
        Write(path, content);
        return true;
    }

    /// <summary>A name for a file under construction beside <paramref name="path"/>; the folder is created.</summary>
    /// <param name="path">Absolute path of the file it will become.</param>
    public static string Staging(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, "." + Path.GetFileName(path) + "." + Path.GetRandomFileName() + ".staging");
    }
}
