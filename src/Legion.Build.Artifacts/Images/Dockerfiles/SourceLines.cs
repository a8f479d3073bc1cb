using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Images.Dockerfiles;

/// <summary>A text by lines, which turns offsets into lines and columns.</summary>
internal sealed class SourceLines
{
    private readonly List<int> starts = [0];

    /// <summary>Indexes <paramref name="text"/>.</summary>
    /// <param name="text">The text.</param>
    public SourceLines(string text)
    {
        Text = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' && i + 1 < text.Length) starts.Add(i + 1);
        }
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The number of lines; a newline at the very end begins none.</summary>
    public int Count => Text.Length == 0 ? 0 : starts.Count;

    /// <summary>Offset of a line's first character.</summary>
    /// <param name="line">Zero-based.</param>
    public int Start(int line) => starts[line];

    /// <summary>A line with its line end.</summary>
    /// <param name="line">Zero-based.</param>
    public string Line(int line) => Text[starts[line]..(line + 1 < starts.Count ? starts[line + 1] : Text.Length)];

    /// <summary>The span from <paramref name="start"/> up to <paramref name="end"/>.</summary>
    /// <param name="start">Offset of the first character.</param>
    /// <param name="end">Offset after the last character.</param>
    public SourceSpan Span(int start, int end)
    {
        end = Math.Max(start, end);
        var (startLine, startColumn) = Position(start);
        var (endLine, endColumn) = Position(end);
        return new(start, end - start, startLine, startColumn, endLine, endColumn);
    }

    private (int Line, int Column) Position(int offset)
    {
        var line = starts.BinarySearch(offset);
        if (line < 0) line = ~line - 1;
        return (line, offset - starts[line]);
    }
}
