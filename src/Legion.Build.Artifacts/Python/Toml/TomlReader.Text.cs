using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Python.Toml;

/// <content>Blanks, comments, newlines, and where things stand.</content>
internal sealed partial class TomlReader
{
    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n') starts.Add(i + 1);
        }

        return [.. starts];
    }

    private static bool IsForbiddenControl(char c) => (c < ' ' && c != '\t') || c == '\x7F';

    private void SkipBlank()
    {
        while (!AtEnd && text[position] is ' ' or '\t') position++;
    }

    private void SkipComment()
    {
        while (!AtEnd && text[position] != '\n' && !(text[position] == '\r' && position + 1 < text.Length && text[position + 1] == '\n'))
        {
            if (IsForbiddenControl(text[position])) throw Error("a control character cannot stand in a comment");
            position++;
        }
    }

    private void SkipNewline()
    {
        if (Current == '\r')
        {
            position++;
            if (Current != '\n') throw Error("a carriage return must be followed by a line feed");
        }

        position++;
    }

    private void SkipBlankCommentsAndNewlines()
    {
        while (true)
        {
            SkipBlank();
            if (AtEnd) return;
            if (Current == '#') SkipComment();
            else if (Current is '\n' or '\r') SkipNewline();
            else return;
        }
    }

    private void ExpectEndOfLine(string where)
    {
        SkipBlank();
        if (AtEnd) return;
        if (Current == '#') SkipComment();
        if (AtEnd) return;
        if (Current is not ('\n' or '\r')) throw Error($"expected the end of the line {where}");
        SkipNewline();
    }

    private TomlException Error(string message) => new(message, SpanOf(Math.Min(position, text.Length), AtEnd ? 0 : 1));

    private SourceSpan SpanFrom(int start) => SpanOf(start, position - start);

    private SourceSpan SpanOf(int start, int length)
    {
        var (startLine, startColumn) = PlaceOf(start);
        var (endLine, endColumn) = PlaceOf(start + length);
        return new SourceSpan(start, length, startLine, startColumn, endLine, endColumn);
    }

    private (int Line, int Column) PlaceOf(int offset)
    {
        var line = Array.BinarySearch(lineStarts, offset);
        if (line < 0) line = ~line - 1;
        return (line, offset - lineStarts[line]);
    }
}
