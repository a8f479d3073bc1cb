using System.Formats.Tar;
using System.IO.Compression;

namespace Legion.Build.Artifacts.Python.Metadata;

/// <summary>A built wheel or sdist with what an upload says of it.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="FileType"><c>bdist_wheel</c> or <c>sdist</c>: the upload API's <c>filetype</c>.</param>
/// <param name="PythonVersion">The wheel's Python tag, or <c>source</c>: the upload API's <c>pyversion</c>.</param>
/// <param name="Metadata">Its core metadata.</param>
public sealed record DistributionFile(string Path, string FileType, string PythonVersion, CoreMetadata Metadata)
{
    /// <summary>Reads the metadata out of a wheel or sdist.</summary>
    /// <param name="path">Absolute path; ends with <c>.whl</c> or <c>.tar.gz</c>.</param>
    /// <exception cref="InvalidDataException">It is neither, or holds no metadata.</exception>
    public static DistributionFile Read(string path)
    {
        try
        {
            return path.EndsWith(".whl", StringComparison.Ordinal) ? ReadWheel(path) : ReadSdist(path);
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException($"{System.IO.Path.GetFileName(path)} is cut off.", e);
        }
    }

    private static DistributionFile ReadWheel(string path)
    {
        // PEP 427: name-version(-build)?-python-abi-platform.whl
        var parts = System.IO.Path.GetFileNameWithoutExtension(path).Split('-');
        if (parts.Length is not (5 or 6)) throw new InvalidDataException($"{System.IO.Path.GetFileName(path)} is not named as PEP 427 wants it.");
        using var archive = ZipFile.OpenRead(path);
        var name = $"{parts[0]}-{parts[1]}.dist-info/METADATA";
        var entry = archive.GetEntry(name) ?? archive.Entries.FirstOrDefault(static e => e.FullName.EndsWith(".dist-info/METADATA", StringComparison.Ordinal) && e.FullName.Count(static c => c == '/') == 1)
            ?? throw new InvalidDataException($"{System.IO.Path.GetFileName(path)} holds no {name}.");
        using var reader = new StreamReader(entry.Open());
        return new DistributionFile(path, "bdist_wheel", parts[^3], CoreMetadata.Parse(reader.ReadToEnd()));
    }

    private static DistributionFile ReadSdist(string path)
    {
        using var file = File.OpenRead(path);
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        while (tar.GetNextEntry() is { } entry)
        {
            var parts = entry.Name.Split('/');
            if (parts.Length != 2 || parts[1] != "PKG-INFO" || entry.DataStream is null) continue;
            using var reader = new StreamReader(entry.DataStream);
            return new DistributionFile(path, "sdist", "source", CoreMetadata.Parse(reader.ReadToEnd()));
        }

        throw new InvalidDataException($"{System.IO.Path.GetFileName(path)} holds no PKG-INFO.");
    }
}
