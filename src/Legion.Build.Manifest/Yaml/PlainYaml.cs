using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Manifest.Yaml;

/// <summary>
/// Reads the plain part of YAML that manifests are written in, many times faster than an event parser: block maps and lists, flow
/// collections, plain and quoted scalars on one line, comments. Everything else, and everything that is wrong, it leaves to
/// <see cref="YamlComposer"/>.
/// </summary>
/// <remarks>
/// The editor reads the manifest at every key, so this is what typing feels. That both give the same nodes and spans is a property
/// test over damaged texts; where in doubt this gives up, which is always right.
/// </remarks>
internal sealed partial class PlainYaml
{
    /// <summary>A simple key is looked for in this many characters (YAML 1.2, section 7.4.2); well below, there is no doubt.</summary>
    private const int LongestKey = 900;
    private readonly string text;
    private readonly string?[] known = new string?[256];

    // Entries and items of the collections that are open, innermost last: each takes its own off the end, in an array of its size.
    private readonly Pieces<YamlEntry> entries = new();
    private readonly Pieces<YamlNode> items = new();
    private readonly IEntryTaker? taker;
    private int pos;
    private int line;
    private int lineStart;
    private int depth;
    private bool wanted;
    private NodeShelf? shelf;
    private NodeShelf? spare;

    private PlainYaml(string text, IEntryTaker? taker)
    {
        this.text = text;
        this.taker = taker;
    }

    private int Column => pos - lineStart;

    /// <summary>The one document of the text, or null when it holds more than plain YAML.</summary>
    /// <param name="text">The text.</param>
    /// <param name="taker">Is handed the entries of sections as they are read; null: none is.</param>
    public static YamlDocument? TryRead(string text, IEntryTaker? taker = null)
    {
        if (!HasPlainCharacters(text)) return null;
        var reader = new PlainYaml(text, taker);
        if (!reader.ToContent()) return null;
        var start = reader.Here();
        var root = reader.BlockMapping(reader.Column);
        return root is null || reader.pos < text.Length ? null : new(root, start);
    }

    /// <summary>The value of a key in a text that was read before.</summary>
    /// <param name="text">The text.</param>
    /// <param name="key">Where the key stands.</param>
    public static YamlNode ReadAgain(string text, SourceSpan key)
    {
        var reader = new PlainYaml(text, null) { pos = key.Start, line = key.StartLine, lineStart = key.Start - key.StartColumn };
        return reader.Key(isFlow: false, out _) && reader.BlockValue(key.StartColumn) is { } value
            ? value
            : throw new InvalidOperationException("A value that was read once is none the second time.");
    }

    private static bool HasPlainCharacters(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= ' ' and < '\u007F' or '\n') continue;
            if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n') continue;
            if (c < '\u00A0' || c is '\u2028' or '\u2029' or '\uFEFF') return false;
        }

        return true;
    }

    /// <summary>Moves over blanks, comments and line breaks to the next content; false at the end of the text.</summary>
    private bool ToContent()
    {
        while (pos < text.Length)
        {
            switch (text[pos])
            {
                case ' ':
                    pos++;
                    break;
                case '\r':
                    pos++;
                    break;
                case '\n':
                    pos++;
                    line++;
                    lineStart = pos;
                    break;
                case '#' when pos == lineStart || text[pos - 1] == ' ':
                    var end = text.IndexOf('\n', pos);
                    pos = end < 0 ? text.Length : end;
                    break;
                default:
                    return true;
            }
        }

        return false;
    }

    /// <summary>True when nothing but blanks and a comment follow on this line; then moves to the next content.</summary>
    private bool EndLine()
    {
        var before = line;
        return !ToContent() || line != before;
    }

    private YamlMapping? BlockMapping(int indent)
    {
        if (++depth > YamlReader.MaximumDepth / 2) return null;
        var start = Here();
        var first = entries.Count;
        var weight = 1;
        SourceSpan end;
        do
        {
            if (IsMarker() || !Key(isFlow: false, out var key)) return null;
            var takes = taker is not null && Takes(key.Text);
            if (takes) shelf = spare ??= new();
            if (BlockValue(indent) is not { } value) return null;
            weight += value.Weight + 1;
            entries.Add(takes ? Taken(key, value) : Entry(key, value));
            end = value.Span;
            if (takes) spare!.Clear();
            if (weight > YamlReader.MaximumNodes / 2 || (pos < text.Length && Column > indent)) return null;
        }
        while (pos < text.Length && Column == indent && !IsItem());

        depth--;
        return Mapping(To(start, end), weight, first, isFlow: false);
    }

    /// <summary>True within a section that the taker wants; asks it where one begins.</summary>
    private bool Takes(string key)
    {
        // At depth 1 stand the manifest's own keys, at depth 2 the entries of a section written as a block.
        if (depth == 1) wanted = taker!.Begin(key, () => new(default, null, 1, entries.Copy(0), isFlow: false));
        return depth == 2 && wanted;
    }

    private YamlEntry Taken(PlainScalar key, YamlNode value)
    {
        var entry = YamlEntry.Releasable(key.Span, key.Text, key.Style, value, text);
        taker!.Take(entry);
        entry.Release();
        shelf = null;
        return entry;
    }

    private YamlEntry Entry(in PlainScalar key, YamlNode value) => shelf is null ? key.With(value) : shelf.Entry(key, value);

    private YamlScalar Node(in PlainScalar scalar) => shelf is null ? scalar.ToNode() : shelf.Scalar(scalar);

    private YamlMapping Mapping(SourceSpan span, int weight, int first, bool isFlow) =>
        shelf is null ? new(span, null, weight, entries.Take(first), isFlow) : shelf.Mapping(span, weight, entries, first, isFlow);

    private YamlSequence Sequence(SourceSpan span, int weight, int first, bool isFlow) =>
        shelf is null ? new(span, null, weight, items.Take(first), isFlow) : shelf.Sequence(span, weight, items, first, isFlow);

    /// <summary>The value after a colon, on this line or below; then moves to the next content.</summary>
    private YamlNode? BlockValue(int indent)
    {
        if (!EndLine()) return Inline(indent);
        if (pos == text.Length) return null;
        if (IsItem()) return Column >= indent ? BlockSequence(Column) : null;
        return Column > indent && IsKeyStart() ? BlockMapping(Column) : null;
    }

    private YamlSequence? BlockSequence(int indent)
    {
        if (++depth > YamlReader.MaximumDepth / 2) return null;
        var start = Here();
        var first = items.Count;
        var weight = 1;
        YamlNode last;
        do
        {
            if (IsMarker()) return null;
            pos++;
            if (EndLine() || IsItem()) return null;
            var item = IsCompactMapping() ? BlockMapping(Column) : Inline(indent);
            if (item is null) return null;
            items.Add(item);
            weight += item.Weight;
            last = item;
            if (weight > YamlReader.MaximumNodes / 2 || (pos < text.Length && Column > indent)) return null;
        }
        while (pos < text.Length && Column == indent && IsItem());

        depth--;
        return Sequence(To(start, last.Span), weight, first, isFlow: false);
    }

    /// <summary>A scalar or flow collection that the rest of its line holds nothing but a comment after.</summary>
    private YamlNode? Inline(int indent)
    {
        var node = Value(isFlow: false, indent);
        if (node is null || !EndLine()) return null;

        // What is deeper on the next line would continue a plain scalar, or be an error.
        return pos < text.Length && Column > indent ? null : node;
    }

    /// <summary>A list's element that is a map, its first key on the line of the dash: look ahead for the colon.</summary>
    private bool IsCompactMapping()
    {
        if (!IsKeyStart()) return false;
        var (at, inLine, from) = (pos, line, lineStart);
        var isKey = Key(isFlow: false, out _);
        (pos, line, lineStart) = (at, inLine, from);
        return isKey;
    }

    private bool IsItem() => text[pos] == '-' && (pos + 1 == text.Length || text[pos + 1] is ' ' or '\n' or '\r');

    private bool IsKeyStart() => text[pos] is '"' or '\'' || IsPlainStart(text[pos]);

    /// <summary><c>---</c> or <c>...</c> at the start of a line.</summary>
    private bool IsMarker() => Column == 0 && pos + 2 < text.Length && text[pos] is '-' or '.' && text[pos + 1] == text[pos] && text[pos + 2] == text[pos];

    private SourceSpan Here() => new(pos, 0, line, Column, line, Column);

    private static SourceSpan To(SourceSpan start, SourceSpan last) =>
        new(start.Start, last.Start + last.Length - start.Start, start.StartLine, start.StartColumn, last.EndLine, last.EndColumn);
}
