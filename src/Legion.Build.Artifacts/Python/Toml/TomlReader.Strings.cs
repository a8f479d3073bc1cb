using System.Globalization;
using System.Text;

namespace Legion.Build.Artifacts.Python.Toml;

/// <content>The four kinds of string.</content>
internal sealed partial class TomlReader
{
    private string ReadBasicString()
    {
        position++;
        var start = position;
        StringBuilder? built = null;
        while (true)
        {
            if (AtEnd || Current is '\n' or '\r') throw Error("expected '\"' at the end of the string");
            var c = text[position];
            if (c == '"')
            {
                var value = built?.ToString() ?? text[start..position];
                position++;
                return value;
            }

            if (c == '\\')
            {
                built ??= new StringBuilder(text, start, position - start, 64);
                ReadEscape(built);
                continue;
            }

            if (IsForbiddenControl(c)) throw Error("a control character must be written as an escape");
            built?.Append(c);
            position++;
        }
    }

    private string ReadLiteralString()
    {
        var start = ++position;
        while (true)
        {
            if (AtEnd || Current is '\n' or '\r') throw Error("expected \"'\" at the end of the string");
            if (Current == '\'') return text[start..position++];
            if (IsForbiddenControl(Current)) throw Error("a control character cannot stand in a literal string");
            position++;
        }
    }

    private string ReadMultilineBasicString()
    {
        position += 3;
        SkipFirstNewline();
        var built = new StringBuilder();
        while (true)
        {
            if (AtEnd) throw Error("expected '\"\"\"' at the end of the string");
            if (StartsWith("\"\"\""))
            {
                ReadClosingQuotes('"', built);
                return built.ToString();
            }

            if (Current != '\\') ReadMultilineCharacter(built);
            else if (!SkipLineEndingBackslash()) ReadEscape(built);
        }
    }

    private string ReadMultilineLiteralString()
    {
        position += 3;
        SkipFirstNewline();
        var built = new StringBuilder();
        while (true)
        {
            if (AtEnd) throw Error("expected \"'''\" at the end of the string");
            if (StartsWith("'''"))
            {
                ReadClosingQuotes('\'', built);
                return built.ToString();
            }

            ReadMultilineCharacter(built);
        }
    }

    private void SkipFirstNewline()
    {
        if (Current is '\n' or '\r') SkipNewline();
    }

    // One or two quotes may stand directly before the closing three.
    private void ReadClosingQuotes(char quote, StringBuilder built)
    {
        position += 3;
        for (var extra = 0; extra < 2 && Current == quote; extra++)
        {
            built.Append(quote);
            position++;
        }
    }

    private void ReadMultilineCharacter(StringBuilder built)
    {
        var c = text[position];
        if (c == '\r')
        {
            // A newline in a document is one newline, however the file was checked out.
            SkipNewline();
            built.Append('\n');
            return;
        }

        if (c != '\n' && IsForbiddenControl(c)) throw Error("a control character must be written as an escape");
        built.Append(c);
        position++;
    }

    private bool SkipLineEndingBackslash()
    {
        var ahead = position + 1;
        while (ahead < text.Length && text[ahead] is ' ' or '\t') ahead++;
        if (ahead >= text.Length || text[ahead] is not ('\n' or '\r')) return false;
        position = ahead;
        while (!AtEnd && Current is ' ' or '\t' or '\n' or '\r')
        {
            if (Current is '\n' or '\r') SkipNewline();
            else position++;
        }

        return true;
    }

    private void ReadEscape(StringBuilder built)
    {
        var start = position++;
        switch (Current)
        {
            case 'b': built.Append('\b'); break;
            case 't': built.Append('\t'); break;
            case 'n': built.Append('\n'); break;
            case 'f': built.Append('\f'); break;
            case 'r': built.Append('\r'); break;
            case '"': built.Append('"'); break;
            case '\\': built.Append('\\'); break;
            case 'u': ReadCodePoint(start, 4, built); return;
            case 'U': ReadCodePoint(start, 8, built); return;
            default:
                position = start;
                throw Error("unknown escape; TOML knows \\b \\t \\n \\f \\r \\\" \\\\ \\uXXXX \\UXXXXXXXX (in '…' a backslash stands for itself)");
        }

        position++;
    }

    private void ReadCodePoint(int start, int digits, StringBuilder built)
    {
        position++;
        if (position + digits > text.Length
            || !uint.TryParse(text.AsSpan(position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || !Rune.IsValid(code))
        {
            position = start;
            throw Error($"\\{(digits == 4 ? 'u' : 'U')} needs {digits} hexadecimal digits of a Unicode scalar value");
        }

        built.Append(new Rune(code).ToString());
        position += digits;
    }
}
