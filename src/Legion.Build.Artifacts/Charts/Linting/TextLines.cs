using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Charts.Linting;

/// <summary>Turns offsets in a text into lines and columns.</summary>
internal sealed class TextLines
{
    private readonly List<int> starts = [0];

    /// <summary>Indexes a text.</summary>
    public TextLines(string text)
    {
        for (var at = text.IndexOf('\n'); at >= 0; at = text.IndexOf('\n', at + 1)) starts.Add(at + 1);
    }

    /// <summary>The span of a stretch.</summary>
    public SourceSpan Span(int start, int length)
    {
        var (line, column) = Position(start);
        var (endLine, endColumn) = Position(start + length);
        return new(start, length, line, column, endLine, endColumn);
    }

    private (int Line, int Column) Position(int offset)
    {
        var line = starts.BinarySearch(offset);
        if (line < 0) line = ~line - 1;
        return (line, offset - starts[line]);
    }
}
