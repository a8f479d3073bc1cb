namespace Legion.Build.Artifacts.Python.Toml;

/// <content>Values, arrays, inline tables.</content>
internal sealed partial class TomlReader
{
    private TomlValue ReadValue()
    {
        var start = position;
        switch (Current)
        {
            case '"':
                var basic = StartsWith("\"\"\"") ? ReadMultilineBasicString() : ReadBasicString();
                return new TomlString(SpanFrom(start), basic);
            case '\'':
                var literal = StartsWith("'''") ? ReadMultilineLiteralString() : ReadLiteralString();
                return new TomlString(SpanFrom(start), literal);
            case '[':
                return Nested(ReadArray);
            case '{':
                return Nested(ReadInlineTable);
            default:
                return ReadBareValue();
        }
    }

    private TomlValue Nested(Func<TomlValue> read)
    {
        if (++depth > MaximumDepth) throw Error($"arrays and tables are nested more than {MaximumDepth} deep");
        var value = read();
        depth--;
        return value;
    }

    private TomlArray ReadArray()
    {
        var start = position++;
        var items = new List<TomlValue>();
        while (true)
        {
            SkipBlankCommentsAndNewlines();
            if (Current == ']') break;
            if (AtEnd) throw Error("expected ']' at the end of the array");
            items.Add(ReadValue());
            SkipBlankCommentsAndNewlines();
            if (Current == ',') position++;
            else if (Current != ']') throw Error("expected ',' or ']' in the array");
        }

        position++;
        var array = new TomlArray(SpanFrom(start));
        array.Items.AddRange(items);
        return array;
    }

    private TomlTable ReadInlineTable()
    {
        var start = position++;
        var content = new TomlTable(default);
        SkipBlank();
        while (Current != '}')
        {
            ReadKeyValue(content);
            SkipBlank();
            if (Current == '}') break;
            if (Current != ',') throw Error("expected ',' or '}' in the inline table, which must stay on one line");
            position++;
            SkipBlank();

            // TOML 1.0 allows neither a newline nor a comma before the brace.
            if (Current == '}') throw Error("an inline table cannot end with a comma");
        }

        position++;
        var table = new TomlTable(SpanFrom(start), Inline: true);
        foreach (var entry in content.Entries) table.Add(entry);
        return table;
    }

    private bool StartsWith(string what) => string.CompareOrdinal(text, position, what, 0, what.Length) == 0;
}
