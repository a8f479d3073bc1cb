using System.Formats.Tar;
using System.IO.Compression;

namespace Legion.Build.Publishing.Promotion;

/// <summary>Opens charts, wheels and sdists to compare what is in them.</summary>
internal static class PackageMembers
{
    /// <summary>The files of a package, in the order of their names.</summary>
    /// <exception cref="InvalidDataException">It is no package.</exception>
    public static IReadOnlyList<ArchiveMember> Read(byte[] package, string fileName)
    {
        using var stream = new MemoryStream(package, writable: false);
        var members = fileName.EndsWith(".whl", StringComparison.Ordinal) ? ReadZip(stream) : ReadTar(stream);
        members.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return members;
    }

    private static List<ArchiveMember> ReadZip(Stream stream)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
        var members = new List<ArchiveMember>();
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            members.Add(new(entry.FullName, entry.ExternalAttributes, ReadAll(content)));
        }

        return members;
    }

    private static List<ArchiveMember> ReadTar(Stream stream)
    {
        using var gzip = new GZipStream(stream, CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        var members = new List<ArchiveMember>();
        while (tar.GetNextEntry() is { } entry)
        {
            var mode = ((int)entry.EntryType << 16) | (int)entry.Mode;
            if (entry.DataStream is { } content) members.Add(new(entry.Name, mode, ReadAll(content)));
            else if (entry.EntryType is not TarEntryType.Directory) members.Add(new(entry.Name, mode, System.Text.Encoding.UTF8.GetBytes(entry.LinkName)));
        }

        return members;
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }
}
