using System.Formats.Tar;
using System.IO.Compression;
using Legion.Build.Artifacts.Python.Sdists;
using Legion.Build.Artifacts.Python.Wheels;

namespace Legion.Build.Artifacts.Python.Backends;

/// <summary>Writes a backend's archives again: the same files, without the times, owners, modes and order of the machine that built them.</summary>
internal static class Repacker
{
    /// <summary>The files of a wheel.</summary>
    /// <param name="path">Absolute path.</param>
    public static IReadOnlyList<WheelEntry> ReadWheel(string path)
    {
        using var stream = File.OpenRead(path);
        return ReadWheel(stream);
    }

    /// <summary>The files of a wheel.</summary>
    /// <param name="wheel">The wheel; stays open.</param>
    public static IReadOnlyList<WheelEntry> ReadWheel(Stream wheel)
    {
        using var archive = new ZipArchive(wheel, ZipArchiveMode.Read, leaveOpen: true);
        var entries = new List<WheelEntry>();
        foreach (var entry in archive.Entries.Where(static e => !e.FullName.EndsWith('/')))
        {
            using var stream = entry.Open();
            entries.Add(new WheelEntry(entry.FullName, Read(stream), IsExecutable: ((entry.ExternalAttributes >> 16) & 0b001_000_000) != 0));
        }

        return entries;
    }

    /// <summary>The files of an sdist, without the one folder they lie in.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="folder">The folder's name.</param>
    /// <exception cref="InvalidDataException">It holds a link or a path that leads out, or more than one folder.</exception>
    public static IReadOnlyList<WheelEntry> ReadSdist(string path, out string folder)
    {
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        var entries = new List<WheelEntry>();
        folder = "";
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes) continue;
            var slash = entry.Name.IndexOf('/', StringComparison.Ordinal);
            if (slash <= 0 || entry.Name.Split('/').Contains("..")) throw new InvalidDataException($"'{entry.Name}' does not lie in its one folder");
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile)) throw new InvalidDataException($"'{entry.Name}' is no file (PEP 721 allows links that stay within; pip's own sdists have none)");
            if (folder.Length > 0 && folder != entry.Name[..slash]) throw new InvalidDataException($"it has two folders, '{folder}' and '{entry.Name[..slash]}'");
            folder = entry.Name[..slash];
            entries.Add(new WheelEntry(entry.Name[(slash + 1)..], entry.DataStream is null ? ReadOnlyMemory<byte>.Empty : Read(entry.DataStream), IsExecutable: ((int)entry.Mode & 0b001_000_000) != 0));
        }

        return entries;
    }

    /// <summary>Writes a wheel's files in our order; RECORD, which must be true already, comes last.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="entries">The files.</param>
    /// <param name="modifiedSeconds">The time of every file.</param>
    public static void WriteWheel(Stream output, IReadOnlyList<WheelEntry> entries, long modifiedSeconds)
    {
        var sorted = entries
            .OrderBy(static e => WheelRecord.IsOwn(e.Path, "RECORD"))
            .ThenBy(static e => e.Path.Split('/')[0].EndsWith(".dist-info", StringComparison.Ordinal))
            .ThenBy(static e => e.Path, StringComparer.Ordinal);
        using var zip = new ZipWriter(output, modifiedSeconds);
        foreach (var entry in sorted) zip.Write(entry, ZipContent.Make(entry.Content));
        zip.Finish();
    }

    /// <summary>Writes an sdist's files in our order.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="folder">The folder they lie in.</param>
    /// <param name="entries">The files.</param>
    /// <param name="modifiedSeconds">The time of every file.</param>
    public static void WriteSdist(Stream output, string folder, IReadOnlyList<WheelEntry> entries, long modifiedSeconds) =>
        SdistWriter.Write(output, folder, entries, modifiedSeconds);

    private static byte[] Read(Stream stream)
    {
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
