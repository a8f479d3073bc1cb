using System.Text;

using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Images.Dockerfiles;

/// <summary>An instruction's text with its continuation lines joined, which remembers where each stretch came from.</summary>
internal sealed class LogicalLine
{
    private readonly SourceLines source;
    private readonly List<(int Logical, int Physical)> pieces = [];
    private readonly StringBuilder joined = new();
    private string? text;

    /// <summary>An empty line over <paramref name="source"/>.</summary>
    /// <param name="source">The file.</param>
    public LogicalLine(SourceLines source) => this.source = source;

    /// <summary>The joined text.</summary>
    public string Text => text ??= joined.ToString();

    /// <summary>Appends a stretch of the file.</summary>
    /// <param name="start">Its offset in the file.</param>
    /// <param name="piece">Its text.</param>
    public void Append(int start, string piece)
    {
        pieces.Add((joined.Length, start));
        joined.Append(piece);
        text = null;
    }

    /// <summary>Where a stretch of the joined text stands in the file.</summary>
    /// <param name="start">Offset in <see cref="Text"/>.</param>
    /// <param name="length">Number of characters.</param>
    public SourceSpan Span(int start, int length)
    {
        var first = Physical(start);
        return source.Span(first, length == 0 ? first : Physical(start + length - 1) + 1);
    }

    private int Physical(int logical)
    {
        for (var i = pieces.Count - 1; i >= 0; i--)
        {
            if (pieces[i].Logical <= logical) return Math.Min(pieces[i].Physical + logical - pieces[i].Logical, source.Text.Length);
        }

        return 0;
    }
}
