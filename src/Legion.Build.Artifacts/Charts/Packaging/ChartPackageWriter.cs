using Legion.Build.Artifacts.Archives;
using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Artifacts.Files;

namespace Legion.Build.Artifacts.Charts.Packaging;

/// <summary>Writes a chart's files as a gzipped tar archive whose bytes follow from their paths and contents alone.</summary>
internal static class ChartPackageWriter
{
    private const long GzipInParallelFrom = 512 * 1024;

    /// <summary>Writes the package.</summary>
    /// <param name="output">Where it goes; stays open.</param>
    /// <param name="files">The files in order, paths complete.</param>
    /// <param name="epoch">SOURCE_DATE_EPOCH: the time of every entry; null: 0.</param>
    /// <returns>Lower-case hexadecimal SHA-256 of what was written, and its length.</returns>
    public static (string Sha256, long Size) Write(Stream output, IReadOnlyList<ChartFile> files, long? epoch)
    {
        using var hashed = new HashingStream(output, leaveOpen: true);
        var total = files.Sum(static f => (long)f.Content.Length);
        using (var gzip = new BlockGzipStream(hashed, leaveOpen: true, parallelism: total < GzipInParallelFrom ? 1 : 0))
        using (var tar = new TarArchiveWriter(gzip))
        {
            foreach (var file in files)
            {
                // 0644 and no owner, as Helm writes them; folders have no entries of their own.
                tar.WriteEntry(new TarEntryHeader { Name = file.Path, ModifiedSeconds = epoch ?? 0 }, file.Content.Span);
            }
        }

        hashed.Dispose(); // ends the hash
        return (Convert.ToHexStringLower(hashed.Hash), hashed.Length);
    }
}
