using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Artifacts.Charts.Stamping;

/// <summary>Sets scalars in a YAML text by editing the text: comments, order, quotes and line ends stay as they are.</summary>
internal sealed class YamlStamp
{
    private readonly string path;
    private string text;

    /// <summary>Edits <paramref name="text"/>.</summary>
    /// <param name="text">The text; well formed, its first document a map or empty.</param>
    /// <param name="path">The file, for the reader.</param>
    public YamlStamp(string text, string path) => (this.text, this.path) = (text, path);

    /// <summary>The text as it is now.</summary>
    public string Text => text;

    /// <summary>Sets the value at a path.</summary>
    /// <param name="segments">Keys, and zero-based indexes of lists.</param>
    /// <param name="value">The text it must have.</param>
    /// <param name="added">True when there was no such key.</param>
    /// <param name="afterKey">Where the path is one new key: the key it goes after; null: after the last one.</param>
    /// <returns>Null when done, else why it cannot be.</returns>
    public string? Set(IReadOnlyList<string> segments, string value, out bool added, string? afterKey = null)
    {
        added = false;
        var root = Root();
        if (root is null)
        {
            added = true;
            var prefix = text.Length == 0 || text.EndsWith('\n') ? text : text + NewLine;
            text = prefix + Nested(segments, 0, 0, value) + NewLine;
            return Check(segments, value);
        }

        if (root.IsAlias || root is not YamlMapping) return "the file is no map";
        var edits = new TextEdits();
        var why = Edit(root, segments, value, edits, afterKey, ref added);
        if (why is not null) return why;
        text = edits.Apply(text);
        return Check(segments, value);
    }

    private string NewLine => text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    private YamlNode? Root()
    {
        var documents = YamlReader.Read(text, path).Documents;
        return documents.Count == 0 || documents[0].Root is YamlScalar { IsNull: true } ? null : documents[0].Root;
    }

    /// <summary>What was written is read back: an edit that does not say what it should is refused, not shipped.</summary>
    private string? Check(IReadOnlyList<string> segments, string value)
    {
        var reading = YamlReader.Read(text, path);
        var node = reading.Documents.Count > 0 ? reading.Documents[0].Root : null;
        foreach (var segment in segments) node = node is null ? null : Child(node, segment)?.Value;
        return reading.IsWellFormed && node is YamlScalar scalar && scalar.Text == value ? null : "the text around it cannot be edited safely";
    }

    private string? Edit(YamlNode root, IReadOnlyList<string> segments, string value, TextEdits edits, string? afterKey, ref bool added)
    {
        var node = root;
        for (var i = 0; i < segments.Count; i++)
        {
            var child = Child(node, segments[i]);
            if (child is null or { IsMerged: true })
            {
                if (node is not YamlMapping map) return $"'{Join(segments, i)}' is {node.Noun}";
                added = true;
                Insert(map, segments, i, value, edits, afterKey);
                return null;
            }

            var next = child.Value.Value;
            if (next.IsAlias) return $"'{Join(segments, i + 1)}' is an alias, and changing what it names would change other values too";
            if (i == segments.Count - 1) return Replace(next, child.Value.KeyEnd, value, Join(segments, i + 1), edits);
            if (next is YamlScalar { IsNull: true } nothing)
            {
                added = true;
                Fill(nothing, child.Value.KeyEnd, segments, i + 1, value, edits);
                return null;
            }

            if (next is YamlScalar) return $"'{Join(segments, i + 1)}' is a text";
            node = next;
        }

        return null;
    }

    private static string Join(IReadOnlyList<string> segments, int count) => count == 0 ? "the root" : string.Join('.', segments.Take(count));

    private static ChildNode? Child(YamlNode node, string segment)
    {
        if (node is YamlSequence list) return int.TryParse(segment, out var index) && index >= 0 && index < list.Items.Count ? new(list.Items[index], -1, false) : null;
        if (node is not YamlMapping map) return null;
        for (var i = map.Entries.Count - 1; i >= 0; i--)
        {
            var entry = map.Entries[i];
            if (entry.Key == segment && !entry.IsMerged) return new(entry.Value, entry.KeySpan.Start + entry.KeySpan.Length, false);
        }

        return map.Find(segment) is { } merged ? new(merged.Value, -1, true) : null;
    }

    private string? Replace(YamlNode node, int keyEnd, string value, string name, TextEdits edits)
    {
        if (node is not YamlScalar old) return $"'{name}' is {node.Noun}";
        if (old.Span.Length == 0)
        {
            // Nothing is written after the colon.
            var colon = keyEnd < 0 ? -1 : text.IndexOf(':', keyEnd);
            if (colon < 0) return $"'{name}' is written in a way that cannot be edited";
            edits.Replace(colon + 1, 0, " " + ScalarText.Write(value, old));
            return null;
        }

        var (start, end) = (old.Span.Start, old.Span.Start + old.Span.Length);
        while (start < end && text[start] is '&' or '!')
        {
            // An anchor stays, a tag would give the text another meaning.
            var blank = text.IndexOfAny([' ', '\n', '\r'], start);
            if (blank < 0 || blank >= end) return $"'{name}' is written in a way that cannot be edited";
            start = blank;
            while (start < end && text[start] == ' ') start++;
        }

        if (old.Tag is not null) return $"'{name}' has a tag";
        var block = old.Style is YamlScalarStyle.Literal or YamlScalarStyle.Folded;
        while (block && end > start && text[end - 1] is '\n' or '\r') end--;
        edits.Replace(start, end - start, ScalarText.Write(value, block ? null : old));
        return null;
    }

    /// <summary>Puts a new key into a map that has none of that name.</summary>
    private void Insert(YamlMapping map, IReadOnlyList<string> segments, int from, string value, TextEdits edits, string? afterKey)
    {
        var own = map.Entries.Where(static e => !e.IsMerged).ToList();
        if (map.IsFlow || own.Count == 0)
        {
            var at = text.LastIndexOf('}', map.Span.Start + map.Span.Length - 1);
            while (own.Count > 0 && text[at - 1] is ' ' or '\n' or '\r') at--;
            var before = own.Count == 0 || text[at - 1] == ',' ? " " : ", ";
            edits.Replace(at, 0, before + Flow(segments, from, value) + (own.Count == 0 ? " " : ""));
            return;
        }

        var last = own.Find(e => afterKey is not null && e.Key == afterKey) ?? own.MaxBy(static e => e.KeySpan.Start)!;
        var end = last.Value.IsAlias || last.Value.Span.Length > 0 ? last.Value.Span.Start + last.Value.Span.Length : text.IndexOf(':', last.KeySpan.Start + last.KeySpan.Length) + 1;
        InsertLine(end, Nested(segments, from, own[0].KeySpan.StartColumn, value), edits);
    }

    /// <summary>Gives a key without a value a map.</summary>
    private void Fill(YamlScalar nothing, int keyEnd, IReadOnlyList<string> segments, int from, string value, TextEdits edits)
    {
        if (nothing.Span.Length > 0 || keyEnd < 0)
        {
            edits.Replace(nothing.Span.Start, nothing.Span.Length, "{ " + Flow(segments, from, value) + " }");
            return;
        }

        var lineStart = keyEnd == 0 ? 0 : text.LastIndexOf('\n', keyEnd - 1) + 1;
        var indent = 0;
        while (lineStart + indent < text.Length && text[lineStart + indent] is ' ' or '-') indent++;
        InsertLine(text.IndexOf(':', keyEnd) + 1, Nested(segments, from, indent + 2, value), edits);
    }

    /// <summary>Inserts lines after the line that holds the character before <paramref name="end"/>.</summary>
    private void InsertLine(int end, string lines, TextEdits edits)
    {
        if (end > 0 && text[end - 1] == '\n')
        {
            edits.Replace(end, 0, lines + NewLine);
            return;
        }

        var newline = text.IndexOf('\n', end);
        if (newline < 0) edits.Replace(text.Length, 0, NewLine + lines + NewLine);
        else edits.Replace(newline + 1, 0, lines + NewLine);
    }

    private string Nested(IReadOnlyList<string> segments, int from, int indent, string value)
    {
        var lines = new List<string>();
        for (var i = from; i < segments.Count; i++)
        {
            var key = new string(' ', indent + ((i - from) * 2)) + ScalarText.Write(segments[i], null) + ":";
            lines.Add(i == segments.Count - 1 ? key + " " + ScalarText.Write(value, null) : key);
        }

        return string.Join(NewLine, lines);
    }

    private static string Flow(IReadOnlyList<string> segments, int from, string value) =>
        from == segments.Count - 1
            ? ScalarText.Write(segments[from], null) + ": " + ScalarText.Write(value, null)
            : ScalarText.Write(segments[from], null) + ": { " + Flow(segments, from + 1, value) + " }";

    /// <summary>A value with the offset where its key ends (negative in a list).</summary>
    private readonly record struct ChildNode(YamlNode Value, int KeyEnd, bool IsMerged);
}
