using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Manifest.Yaml;

/// <summary>Scalars and flow collections.</summary>
internal sealed partial class PlainYaml
{
    /// <summary>A key with its colon; stands after the colon then.</summary>
    private bool Key(bool isFlow, out PlainScalar key)
    {
        key = default;
        if (!IsKeyStart()) return false;
        var from = pos;
        if (!Scalar(isFlow, isKey: true, out key) || pos - from > LongestKey || key.Text == "<<") return false;
        while (pos < text.Length && text[pos] == ' ') pos++;
        if (pos >= text.Length || text[pos] != ':') return false;
        pos++;
        return pos < text.Length && text[pos] is ' ' or '\n' or '\r';
    }

    private YamlNode? Value(bool isFlow, int indent) => text[pos] switch
    {
        '[' => FlowSequence(indent),
        '{' => FlowMapping(indent),
        _ => IsKeyStart() && Scalar(isFlow, isKey: false, out var scalar) ? Node(scalar) : null,
    };

    private YamlSequence? FlowSequence(int indent)
    {
        if (++depth > YamlReader.MaximumDepth / 2) return null;
        var start = Here();
        var first = items.Count;
        var weight = 1;
        pos++;
        while (true)
        {
            if (!FlowContent(indent)) return null;
            if (text[pos] == ']') break;
            if (Value(isFlow: true, indent) is not { } item) return null;
            items.Add(item);
            weight += item.Weight;
            if (!FlowSeparator(indent, ']')) return null;
        }

        pos++;
        depth--;
        return Sequence(Until(start), weight, first, isFlow: true);
    }

    private YamlMapping? FlowMapping(int indent)
    {
        if (++depth > YamlReader.MaximumDepth / 2) return null;
        var start = Here();
        var first = entries.Count;
        var weight = 1;
        pos++;
        while (true)
        {
            if (!FlowContent(indent)) return null;
            if (text[pos] == '}') break;
            if (!Key(isFlow: true, out var key) || !FlowContent(indent)) return null;
            if (Value(isFlow: true, indent) is not { } value) return null;
            entries.Add(Entry(key, value));
            weight += value.Weight + 1;
            if (!FlowSeparator(indent, '}')) return null;
        }

        pos++;
        depth--;
        return Mapping(Until(start), weight, first, isFlow: true);
    }

    /// <summary>Moves to the next content within a flow collection, which must lie deeper than the block around it.</summary>
    private bool FlowContent(int indent)
    {
        var before = line;
        return ToContent() && (line == before || Column > indent) && !IsMarker();
    }

    /// <summary>Moves over a comma, or to the closing bracket.</summary>
    private bool FlowSeparator(int indent, char close)
    {
        if (!FlowContent(indent)) return false;
        if (text[pos] == close) return true;
        if (text[pos] != ',') return false;
        pos++;

        // A comment wants a blank before it; "[a,#b" is for others to judge.
        return pos < text.Length && text[pos] != '#';
    }

    private bool Scalar(bool isFlow, bool isKey, out PlainScalar scalar) => text[pos] switch
    {
        '\'' => Quoted('\'', YamlScalarStyle.SingleQuoted, out scalar),
        '"' => Quoted('"', YamlScalarStyle.DoubleQuoted, out scalar),
        _ => Plain(isFlow, isKey, out scalar),
    };

    private bool Quoted(char quote, YamlScalarStyle style, out PlainScalar scalar)
    {
        scalar = default;
        var start = Here();
        for (var i = pos + 1; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\n' or '\r' or '\\') return false;
            if (c != quote) continue;

            // Twice a single quote is an escape; what else may follow a quote without a blank, others judge.
            if (i + 1 < text.Length && text[i + 1] is not (' ' or '\n' or '\r' or ',' or ']' or '}' or ':')) return false;
            var value = Text(pos + 1, i);
            pos = i + 1;
            scalar = new(Until(start), value, style);
            return true;
        }

        return false;
    }

    private bool Plain(bool isFlow, bool isKey, out PlainScalar scalar)
    {
        scalar = default;
        var start = Here();
        var end = pos;
        var i = pos;
        for (; i < text.Length; i++)
        {
            var c = text[i];
            if (c == ' ') continue;
            if (c is '\n' or '\r') break;
            if (c == '#' && text[i - 1] == ' ') break;
            if (c == ':')
            {
                if (i + 1 == text.Length || text[i + 1] is ' ' or '\n' or '\r') break;
                if (isFlow && text[i + 1] is ',' or '[' or ']' or '{' or '}' or '?' or '"' or '\'') return false;
            }
            else if (isFlow)
            {
                if (c is ',' or ']' or '}') break;
                if (c is '[' or '{' or '?' or '"' or '\'') return false;
            }

            end = i + 1;
        }

        // A colon and blank inside a value is an error in a block, and a pair in a flow list; both are for others.
        if (!isKey && i < text.Length && text[i] == ':') return false;
        var value = Text(pos, end);
        pos = end;
        scalar = new(Until(start), value, YamlScalarStyle.Plain);
        return value.Length > 0;
    }

    private string Text(int from, int to)
    {
        var length = to - from;
        if (length is 0 or > 20) return text.Substring(from, length);

        // The same few keys, and many a value, stand at every artifact: one string each.
        ref var slot = ref known[((length * 37) + (text[from] * 7) + text[to - 1] + (text[from + (length / 2)] * 3)) & 255];
        if (slot is not null && slot.Length == length && string.CompareOrdinal(slot, 0, text, from, length) == 0) return slot;
        return slot = text.Substring(from, length);
    }

    private static bool IsPlainStart(char c) => c is not ('-' or '?' or ':' or ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '%' or '@' or '`');

    private SourceSpan Until(SourceSpan start) => new(start.Start, pos - start.Start, start.StartLine, start.StartColumn, line, Column);
}
