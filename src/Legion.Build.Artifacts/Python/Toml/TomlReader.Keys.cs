using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Python.Toml;

/// <content>Keys: bare, quoted, dotted.</content>
internal sealed partial class TomlReader
{
    private static bool IsBareKey(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    private List<(string Name, SourceSpan Span)> ReadKeys()
    {
        var keys = new List<(string, SourceSpan)>(1);
        while (true)
        {
            keys.Add(ReadKey());
            SkipBlank();
            if (Current != '.') return keys;
            position++;
            SkipBlank();
        }
    }

    private (string Name, SourceSpan Span) ReadKey()
    {
        var start = position;
        if (Current is '"' or '\'')
        {
            if (StartsWith("\"\"\"") || StartsWith("'''")) throw Error("a multi-line string cannot be a key");
            var name = Current == '"' ? ReadBasicString() : ReadLiteralString();
            return (name, SpanFrom(start));
        }

        while (!AtEnd && IsBareKey(text[position])) position++;
        if (position == start) throw Error("expected a key: letters, digits, '_' and '-', or a quoted string");
        return (text[start..position], SpanFrom(start));
    }
}
