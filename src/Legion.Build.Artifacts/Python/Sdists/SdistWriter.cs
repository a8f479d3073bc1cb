using Legion.Build.Artifacts.Archives;
using Legion.Build.Artifacts.Python.Wheels;

namespace Legion.Build.Artifacts.Python.Sdists;

/// <summary>Writes an sdist (PEP 517, PEP 625).</summary>
internal static class SdistWriter
{
    /// <summary>Writes an sdist.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="folder">The one folder everything lies in: <c>name-version</c>.</param>
    /// <param name="entries">Its files, PKG-INFO included.</param>
    /// <param name="modifiedSeconds">The time of every file, seconds since 1970.</param>
    public static void Write(Stream output, string folder, IEnumerable<WheelEntry> entries, long modifiedSeconds)
    {
        // One processor is the wheel's, which is written at the same time.
        using var gzip = new BlockGzipStream(output, leaveOpen: true, Math.Max(Environment.ProcessorCount - 1, 1));
        using var tar = new TarArchiveWriter(gzip);
        foreach (var entry in entries.OrderBy(static e => e.Path, StringComparer.Ordinal))
        {
            var header = new TarEntryHeader
            {
                Name = $"{folder}/{entry.Path}",
                Mode = entry.IsExecutable ? 0b111_101_101 : 0b110_100_100,
                ModifiedSeconds = modifiedSeconds,
            };
            tar.WriteEntry(header, entry.Content.Span);
        }
    }
}
