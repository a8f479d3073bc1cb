using System.Text;

using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Artifacts.Charts.Index;

/// <summary>Reads the versions of one chart out of an index in block style.</summary>
internal static class IndexItems
{
    /// <summary>The versions between two offsets; null when the list is not in block style.</summary>
    public static List<ListedVersion>? Read(ReadOnlySpan<byte> text, int start, int end, int firstLine)
    {
        var items = new List<ListedVersion>();
        var at = IndexLayout.LineEnd(text, start);
        var key = text[start..at].Trim(" \r\n"u8);
        if (key.Length == 0 || (key[^1] != ':' && !IsEmptyList(key))) return null;
        var (line, itemIndent, itemStart, itemLine) = (firstLine + 1, -1, -1, 0);
        var last = at;
        for (; at < end; at = IndexLayout.LineEnd(text, at), line++)
        {
            var content = text[at..IndexLayout.LineEnd(text, at)];
            var indent = content.IndexOfAnyExcept((byte)' ');
            if (indent < 0 || content[indent] is (byte)'\n' or (byte)'\r' or (byte)'#') continue;
            if (itemIndent < 0 && content[indent] != '-') return null;
            if (itemIndent < 0) itemIndent = indent;
            if (indent == itemIndent && content[indent] == '-')
            {
                if (itemStart >= 0) items.Add(Item(text, itemStart, at, itemIndent, itemLine));
                (itemStart, itemLine) = (at, line);
            }

            last = at + content.Length;
        }

        if (itemStart >= 0) items.Add(Item(text, itemStart, last, itemIndent, itemLine));
        return items;
    }

    /// <summary>An entry read by the YAML parser: what the line scan left open, and its URLs.</summary>
    public static ListedVersion Parse(ReadOnlySpan<byte> text, int start, int end, int line)
    {
        var reading = YamlReader.Read(Encoding.UTF8.GetString(text[start..end]), "index.yaml");
        var map = reading.Documents.Count > 0 && reading.Documents[0].Root is YamlSequence { Items: [YamlMapping only] } ? only : null;
        return Listed(map, start, end, line);
    }

    /// <summary>An entry from its node.</summary>
    public static ListedVersion Listed(YamlMapping? map, int start, int end, int line)
    {
        var urls = map?.Find("urls")?.Value is YamlSequence list ? list.Items.OfType<YamlScalar>().Select(static s => s.Text).ToArray() : [];
        return new((map?.Find("version")?.Value as YamlScalar)?.Text ?? "", Hex((map?.Find("digest")?.Value as YamlScalar)?.Text ?? ""), urls) { Start = start, End = end, Line = line };
    }

    /// <summary>A digest without its algorithm, in lower case.</summary>
    public static string Hex(string digest) => (digest.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase) ? digest["sha256:".Length..] : digest).ToLowerInvariant();

    private static bool IsEmptyList(ReadOnlySpan<byte> key) => key.EndsWith("[]"u8);

    private static ListedVersion Item(ReadOnlySpan<byte> text, int start, int end, int indent, int line)
    {
        var (version, digest) = (Find(text[start..end], indent, "version:"u8), Find(text[start..end], indent, "digest:"u8));
        return version is null || digest is null ? Parse(text, start, end, line) : new(version, Hex(digest), []) { Start = start, End = end, Line = line };
    }

    /// <summary>The value of a key of the entry itself; empty when there is none, null when only a parser can tell.</summary>
    private static string? Find(ReadOnlySpan<byte> item, int indent, ReadOnlySpan<byte> key)
    {
        // "- key: value": the other keys stand where the first one does.
        var column = indent + 1;
        while (column < item.Length && item[column] == ' ') column++;
        if (column >= item.Length || item[column] is (byte)'{' or (byte)'&' or (byte)'*' or (byte)'!') return null;
        for (var at = 0; at < item.Length; at = IndexLayout.LineEnd(item, at))
        {
            var line = item[at..IndexLayout.LineEnd(item, at)];
            if (line.Length <= column || !line[column..].StartsWith(key)) continue;
            if (at == 0 || line[..column].IndexOfAnyExcept((byte)' ') < 0) return IndexLayout.Scalar(line[(column + key.Length)..]);
        }

        return "";
    }
}
