using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Legion.Build.Artifacts.Charts.Index;

/// <summary>Where the charts of an index.yaml in block style stand: found by indentation, without parsing what is not touched.</summary>
/// <remarks>An index of ten thousand entries has megabytes; parsing all of it to add a line would cost a hundred times its reading.</remarks>
internal sealed class IndexLayout
{
    private readonly List<(string Name, int Start)> charts = [];

    private IndexLayout(int entriesLineEnd, int keyIndent) => (EntriesLineEnd, KeyIndent) = (entriesLineEnd, keyIndent);

    /// <summary>Byte after the line <c>entries:</c>.</summary>
    public int EntriesLineEnd { get; }

    /// <summary>Blanks before a chart's name.</summary>
    public int KeyIndent { get; private set; }

    /// <summary>Byte after the last chart.</summary>
    public int End { get; private set; }

    /// <summary>Chart names and where their lines start, in order.</summary>
    public IReadOnlyList<(string Name, int Start)> Charts => charts;

    /// <summary>Finds the layout.</summary>
    /// <returns>Null when the index is not in block style, such as JSON.</returns>
    public static IndexLayout? TryFind(ReadOnlySpan<byte> text)
    {
        var at = text.StartsWith("entries:"u8) ? 0 : text.IndexOf("\nentries:"u8) + 1;
        if (at == 0 && !text.StartsWith("entries:"u8)) return null;
        var lineEnd = LineEnd(text, at);
        var rest = text[(at + "entries:".Length)..lineEnd].Trim(" \r\n\t"u8);
        if (rest.Length > 0 && rest[0] != '#') return null;
        var layout = new IndexLayout(lineEnd, -1);
        layout.Walk(text);
        return layout;
    }

    /// <summary>The first chart that is written twice, which Helm refuses to read; null when none is.</summary>
    public string? Twice()
    {
        var seen = new HashSet<string>(charts.Count, StringComparer.Ordinal);
        return charts.Find(c => !seen.Add(c.Name)).Name;
    }

    /// <summary>The stretch of a chart: from its key's line to the next chart.</summary>
    public (int Start, int End)? Find(string name)
    {
        for (var i = 0; i < charts.Count; i++)
        {
            if (charts[i].Name == name) return (charts[i].Start, i + 1 < charts.Count ? charts[i + 1].Start : End);
        }

        return null;
    }

    /// <summary>Byte after the line that starts at <paramref name="at"/>.</summary>
    public static int LineEnd(ReadOnlySpan<byte> text, int at)
    {
        var newline = text[at..].IndexOf((byte)'\n');
        return newline < 0 ? text.Length : at + newline + 1;
    }

    /// <summary>The text of a YAML key or scalar on one line, quotes taken off; null when it is written in another way.</summary>
    public static string? Scalar(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t\r\n"u8);
        if (text.Length == 0) return "";
        if (text[0] is (byte)'"' or (byte)'\'')
        {
            var close = text[1..].IndexOf(text[0]);
            if (close < 0 || text[1..(close + 1)].Contains((byte)'\\')) return null;
            var after = text[(close + 2)..].TrimStart(" \t"u8);
            return after.Length == 0 || after[0] == '#' ? Encoding.UTF8.GetString(text.Slice(1, close)) : null;
        }

        if (text[0] is (byte)'|' or (byte)'>' or (byte)'&' or (byte)'*' or (byte)'!' or (byte)'{' or (byte)'[') return null;
        var comment = text.IndexOf(" #"u8);
        return Encoding.UTF8.GetString(comment < 0 ? text : text[..comment].TrimEnd(" \t"u8));
    }

    private void Walk(ReadOnlySpan<byte> text)
    {
        var at = EntriesLineEnd;

        // Up to the first chart, line by line: how deep the charts' names stand is not known yet.
        while (at < text.Length && KeyIndent < 0)
        {
            var line = text[at..LineEnd(text, at)];
            var indent = line.IndexOfAnyExcept((byte)' ');
            if (IsContent(line, indent))
            {
                if (indent == 0 && line[0] != '-')
                {
                    End = EndBefore(text, at);
                    return;
                }

                if (indent > 0) KeyIndent = indent;
            }

            if (KeyIndent < 0) at += line.Length;
        }

        for (; at < text.Length; at = NextShallow(text, at, KeyIndent))
        {
            var line = text[at..LineEnd(text, at)];
            var indent = line.IndexOfAnyExcept((byte)' ');
            if (!IsContent(line, indent)) continue;
            if (indent == 0 && line[0] != '-') break; // the next key of the index itself
            if (indent == KeyIndent && line[indent] != '-' && KeyOf(line[indent..]) is { } key) charts.Add((key, at));
        }

        End = EndBefore(text, Math.Min(at, text.Length));
    }

    /// <summary>The start of the next line that is no deeper than <paramref name="indent"/>: nearly every line is inside an entry, and is passed over many bytes at a time.</summary>
    private static int NextShallow(ReadOnlySpan<byte> text, int at, int indent)
    {
        // A line is deeper when blanks fill it up to and with the column after the indent.
        var (newline, blank) = (Vector256.Create((byte)'\n'), Vector256.Create((byte)' '));
        ref var first = ref MemoryMarshal.GetReference(text);
        var reach = Vector256<byte>.Count + indent + 1;
        while (at + reach < text.Length)
        {
            var lines = Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)at), newline);
            if (lines != Vector256<byte>.Zero)
            {
                var deeper = Vector256<byte>.AllBitsSet;
                for (var i = 1; i <= indent + 1; i++) deeper &= Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)(at + i)), blank);
                var shallow = Vector256.AndNot(lines, deeper).ExtractMostSignificantBits();
                if (shallow != 0) return at + BitOperations.TrailingZeroCount(shallow) + 1;
            }

            at += Vector256<byte>.Count;
        }

        for (var end = LineEnd(text, at); end < text.Length; end = LineEnd(text, end))
        {
            if (text[end..].IndexOfAnyExcept((byte)' ') is var own && own >= 0 && own <= indent) return end;
        }

        return text.Length;
    }

    private static bool IsContent(ReadOnlySpan<byte> line, int indent) => indent >= 0 && line[indent] is not ((byte)'\n' or (byte)'\r' or (byte)'#');

    /// <summary>The end of the last line with content before an offset: blank lines and comments belong to what follows.</summary>
    private int EndBefore(ReadOnlySpan<byte> text, int at)
    {
        while (at > EntriesLineEnd)
        {
            var start = text[..(at - 1)].LastIndexOf((byte)'\n') + 1;
            var line = text[start..at];
            if (IsContent(line, line.IndexOfAnyExcept((byte)' '))) break;
            at = start;
        }

        return at;
    }

    private static string? KeyOf(ReadOnlySpan<byte> line)
    {
        var colon = line.LastIndexOf((byte)':');
        return colon < 0 ? null : Scalar(line[..colon]);
    }
}
