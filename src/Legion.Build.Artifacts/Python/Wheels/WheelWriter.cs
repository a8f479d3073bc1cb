using System.Text;

namespace Legion.Build.Artifacts.Python.Wheels;

/// <summary>Writes a wheel (PEP 427).</summary>
internal static class WheelWriter
{
    private const int Few = 8; // files to deflate that are not worth a second thread

    /// <summary>Writes a wheel.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="distInfo">The name of its <c>.dist-info</c> folder.</param>
    /// <param name="entries">Its files, apart from RECORD.</param>
    /// <param name="modifiedSeconds">The time of every file, seconds since 1970.</param>
    public static void Write(Stream output, string distInfo, IEnumerable<WheelEntry> entries, long modifiedSeconds)
    {
        // PEP 427 recommends the .dist-info folder at the end, where it can be replaced without rewriting the rest.
        var sorted = entries
            .OrderBy(e => e.Path.StartsWith(distInfo + "/", StringComparison.Ordinal))
            .ThenBy(static e => e.Path, StringComparer.Ordinal)
            .ToArray();
        var compressed = new CompressedEntry[sorted.Length];
        if (sorted.Count(static e => e.Deflated is not { IsValueCreated: true }) > Few) Parallel.For(0, sorted.Length, i => compressed[i] = CompressedEntry.Make(sorted[i]));
        else for (var i = 0; i < sorted.Length; i++) compressed[i] = CompressedEntry.Make(sorted[i]);

        var record = new StringBuilder();
        foreach (var entry in compressed) record.Append(entry.ToRecordLine());
        record.Append(CompressedEntry.CsvField(distInfo + "/RECORD")).Append(",,\n");

        using var zip = new ZipWriter(output, modifiedSeconds);
        foreach (var entry in compressed) zip.Write(entry);
        zip.Write(CompressedEntry.Make(new WheelEntry(distInfo + "/RECORD", Encoding.UTF8.GetBytes(record.ToString()))));
        zip.Finish();
    }

    /// <summary>The WHEEL file of a pure-Python wheel.</summary>
    /// <param name="pythonTags">Its Python tags, such as <c>py3</c>.</param>
    public static string WheelFile(IEnumerable<string> pythonTags) =>
        "Wheel-Version: 1.0\nGenerator: Legion.Build\nRoot-Is-Purelib: true\n" + string.Concat(pythonTags.Select(static tag => $"Tag: {tag}-none-any\n"));
}
