using System.Formats.Tar;
using System.IO.Compression;

namespace Legion.Build.Artifacts.Charts.Reading;

/// <summary>Reads packaged charts with the checks Helm makes on an archive before it trusts any name in it.</summary>
internal static class ChartArchive
{
    /// <summary>Reads a <c>.tgz</c>.</summary>
    /// <param name="content">The archive.</param>
    /// <param name="origin">The file on disk, for findings.</param>
    /// <exception cref="InvalidDataException">It is no archive Helm would load; the message says why.</exception>
    public static IReadOnlyList<ChartFile> Read(Stream content, string origin)
    {
        var files = new List<ChartFile>();
        try
        {
            using var unzipped = new GZipStream(content, CompressionMode.Decompress, leaveOpen: true);
            using var reader = new TarReader(unzipped);
            var left = ChartFile.MaximumChartLength;
            while (reader.GetNextEntry() is { } entry)
            {
                if (entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes || entry.Name.EndsWith('/')) continue;
                var path = CheckedPath(entry.Name);
                if (entry.Length > left) throw TooLarge();
                if (entry.Length > ChartFile.MaximumLength)
                {
                    throw new InvalidDataException($"decompressed chart file \"{entry.Name}\" is larger than the maximum file size {ChartFile.MaximumLength}");
                }

                var data = new byte[entry.Length];
                entry.DataStream?.ReadExactly(data);
                left -= data.Length;
                if (left <= 0) throw TooLarge();
                files.Add(new(path, data, origin));
            }
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException or NotSupportedException)
        {
            throw new InvalidDataException("it is no gzipped tar archive (" + e.Message.TrimEnd('.') + ")", e);
        }

        if (files.Count == 0) throw new InvalidDataException("no files in chart archive");
        return files;
    }

    /// <summary>The path below the archive's base folder; refused when it could lead out of it (helm <c>pkg/chart/loader/archive</c>).</summary>
    internal static string CheckedPath(string name)
    {
        // An archive made on Windows may separate by backslashes.
        var separator = name.Contains('\\') ? '\\' : '/';
        var slash = name.IndexOf(separator);
        var first = slash < 0 ? name : name[..slash];
        var path = (slash < 0 ? "" : name[(slash + 1)..]).Replace(separator, '/');
        if (path.StartsWith('/')) throw new InvalidDataException("chart illegally contains absolute paths");
        path = Clean(path);
        if (path == ".") throw new InvalidDataException($"chart illegally contains content outside the base directory: \"{name}\"");
        if (path.StartsWith("..", StringComparison.Ordinal)) throw new InvalidDataException("chart illegally references parent directory");
        if (path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] == '/') throw new InvalidDataException("chart contains illegally named files");
        if (first == "Chart.yaml") throw new InvalidDataException("chart yaml not in base directory");
        return path;
    }

    /// <summary>Go's <c>path.Clean</c> for a relative path.</summary>
    private static string Clean(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part == ".." && parts.Count > 0 && parts[^1] != "..") parts.RemoveAt(parts.Count - 1);
            else parts.Add(part);
        }

        return parts.Count == 0 ? "." : string.Join('/', parts);
    }

    private static InvalidDataException TooLarge() => new($"decompressed chart is larger than the maximum size {ChartFile.MaximumChartLength}");
}
