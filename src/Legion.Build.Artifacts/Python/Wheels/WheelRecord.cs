using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Legion.Build.Artifacts.Python.Wheels;

/// <summary>A wheel's RECORD: PEP 376 with PEP 427.</summary>
internal static class WheelRecord
{
    private const int TypicalLine = 128;

    /// <summary>Writes it.</summary>
    /// <param name="path">Its own path in the wheel.</param>
    /// <param name="entries">The wheel's other files, in order.</param>
    public static string Write(string path, IReadOnlyCollection<WheelEntry> entries)
    {
        var text = new StringBuilder((entries.Count + 1) * TypicalLine);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<char> encoded = stackalloc char[Base64Url.GetEncodedLength(SHA256.HashSizeInBytes)];
        foreach (var entry in entries)
        {
            if (entry.Sha256 is { } known) Convert.FromHexString(known, hash, out _, out _);
            else SHA256.HashData(entry.Content.Span, hash);
            Base64Url.EncodeToChars(hash, encoded);
            AppendField(text, entry.Path).Append(",sha256=").Append(encoded).Append(',').Append(entry.Content.Length.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }

        return AppendField(text, path).Append(",,\n").ToString();
    }

    /// <summary>Finds the first thing that is wrong.</summary>
    /// <param name="entries">The wheel's files.</param>
    /// <returns>What is wrong, as a clause; null: nothing.</returns>
    public static string? FindProblem(IReadOnlyList<WheelEntry> entries)
    {
        var record = entries.FirstOrDefault(static e => IsOwn(e.Path, "RECORD"));
        if (record is null) return "it has no RECORD";
        var lines = Encoding.UTF8.GetString(record.Content.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static l => SplitLine(l.TrimEnd('\r'))).ToList();
        var byPath = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (line.Length != 3) return "a line of its RECORD has not three fields";
            byPath[line[0]] = line;
        }

        foreach (var entry in entries.Where(e => e != record))
        {
            // Signatures sign the RECORD and cannot stand in it (PEP 427).
            if (IsOwn(entry.Path, "RECORD.jws") || IsOwn(entry.Path, "RECORD.p7s")) continue;
            if (!byPath.Remove(entry.Path, out var line)) return $"its RECORD does not list '{entry.Path}'";
            if (line[1] != "sha256=" + Base64Url.EncodeToString(SHA256.HashData(entry.Content.Span)) && line[1].StartsWith("sha256=", StringComparison.Ordinal)) return $"its RECORD has another hash of '{entry.Path}'";
        }

        byPath.Remove(record.Path);
        return byPath.Count > 0 ? $"its RECORD lists '{byPath.Keys.First()}', which is not there" : null;
    }

    /// <summary>Whether a path is a file's of the wheel's own <c>.dist-info</c> folder: a package may carry others with theirs inside, as setuptools does.</summary>
    /// <param name="path">The path in the wheel.</param>
    /// <param name="name">The file's name.</param>
    public static bool IsOwn(string path, string name)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && path.AsSpan(0, slash).EndsWith(".dist-info", StringComparison.Ordinal) && path.AsSpan(slash + 1).SequenceEqual(name);
    }

    // As Python's csv module writes it.
    private static StringBuilder AppendField(StringBuilder text, string value) =>
        value.AsSpan().ContainsAny(",\"\r\n") ? text.Append('"').Append(value.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"') : text.Append(value);

    private static string[] SplitLine(string line)
    {
        if (!line.StartsWith('"')) return line.Split(',');
        var end = 1;
        while (end < line.Length && (line[end] != '"' || (end + 1 < line.Length && line[end + 1] == '"'))) end += line[end] == '"' ? 2 : 1;
        return end >= line.Length ? [] : [line[1..end].Replace("\"\"", "\"", StringComparison.Ordinal), .. line[(end + 1)..].TrimStart(',').Split(',')];
    }
}
