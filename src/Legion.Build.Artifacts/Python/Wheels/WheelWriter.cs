using System.Text;

namespace Legion.Build.Artifacts.Python.Wheels;

/// <summary>Writes a wheel (PEP 427).</summary>
internal sealed class WheelWriter
{
    private readonly WheelEntry[] entries;
    private readonly Lazy<ZipContent>[] contents;
    private readonly long modifiedSeconds;
    private int written;
    private int helped;

    /// <summary>Decides what stands where.</summary>
    /// <param name="distInfo">The name of its <c>.dist-info</c> folder.</param>
    /// <param name="files">Its files, apart from RECORD.</param>
    /// <param name="modifiedSeconds">The time of every file, seconds since 1970.</param>
    public WheelWriter(string distInfo, IEnumerable<WheelEntry> files, long modifiedSeconds)
    {
        this.modifiedSeconds = modifiedSeconds;

        // PEP 427 recommends the .dist-info folder at the end, where it can be replaced without rewriting the rest.
        var (info, record) = (distInfo + "/", distInfo + "/RECORD");
        var sorted = files.ToList();
        sorted.Sort((a, b) => a.Path.StartsWith(info, StringComparison.Ordinal) == b.Path.StartsWith(info, StringComparison.Ordinal)
            ? string.CompareOrdinal(a.Path, b.Path)
            : a.Path.StartsWith(info, StringComparison.Ordinal) ? 1 : -1);
        entries = [.. sorted, new WheelEntry(record, Encoding.UTF8.GetBytes(WheelRecord.Write(record, sorted)))];
        contents = Array.ConvertAll(entries, static e => e.Zipped ?? new Lazy<ZipContent>(() => ZipContent.Make(e.Content)));
        helped = entries.Length;
    }

    /// <summary>Writes it, and compresses what nobody has yet.</summary>
    /// <param name="output">Where it goes; stays open.</param>
    public void Write(Stream output)
    {
        using var zip = new ZipWriter(output, modifiedSeconds);
        for (var i = 0; i < entries.Length; i++)
        {
            Volatile.Write(ref written, i);
            zip.Write(entries[i], contents[i].Value);
        }

        zip.Finish();
    }

    /// <summary>Compresses from the other end until it meets who writes; several may.</summary>
    public void Help()
    {
        for (var i = Interlocked.Decrement(ref helped); i > Volatile.Read(ref written); i = Interlocked.Decrement(ref helped)) _ = contents[i].Value;
    }

    /// <summary>The WHEEL file of a pure-Python wheel.</summary>
    /// <param name="pythonTags">Its Python tags, such as <c>py3</c>.</param>
    public static string WheelFile(IEnumerable<string> pythonTags) =>
        "Wheel-Version: 1.0\nGenerator: Legion.Build\nRoot-Is-Purelib: true\n" + string.Concat(pythonTags.Select(static tag => $"Tag: {tag}-none-any\n"));
}
