using Legion.Build.Manifest.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Legion.Build.Manifest.Yaml;

/// <summary>YamlDotNet's events, without its exceptions and with its marks turned into spans.</summary>
internal sealed class YamlEvents
{
    private const char ByteOrderMark = '\uFEFF';
    private readonly string text;
    private readonly string path;
    private readonly List<BuildDiagnostic> diagnostics;
    private readonly Parser parser;
    private readonly int skipped;

    public YamlEvents(string text, string path, List<BuildDiagnostic> diagnostics)
    {
        this.text = text;
        this.path = path;
        this.diagnostics = diagnostics;
        skipped = text.Length > 0 && text[0] == ByteOrderMark ? 1 : 0;
        parser = new Parser(new StringReader(skipped == 0 ? text : text.Substring(1)));

        // The scanner takes NUL for the end of its input and would drop the rest of the text without a word.
        var nul = text.IndexOf('\0');
        if (nul >= 0) Fail(Locate(nul), "a NUL character (U+0000) is in the text; remove it");
    }

    /// <summary>The current event.</summary>
    public ParsingEvent? Current => Stopped ? null : parser.Current;

    /// <summary>True when no further event will come.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Where the current event ends.</summary>
    public Mark? End => Current?.End;

    /// <summary>Where the current event stands.</summary>
    public SourceSpan CurrentSpan => Current is { } current ? Span(current.Start, current.End) : default;

    /// <summary>The explicit tag of a node.</summary>
    public static string? Tag(NodeEvent node) => node.Tag.IsEmpty ? null : node.Tag.IsNonSpecific ? "!" : node.Tag.Value;

    /// <summary>No further events.</summary>
    public void Stop() => Stopped = true;

    /// <summary>Moves to the next event; false at the end of the text or at a syntax error, which is then reported.</summary>
    public bool Next()
    {
        if (Stopped) return false;
        try
        {
            if (parser.MoveNext()) return true;
        }
        catch (YamlException e)
        {
            // Where the parser stopped; with tabs that is the end of its mark, the start being where the value before it began.
            var tab = e.Message.IndexOf("tab", StringComparison.Ordinal) >= 0 ? text.IndexOf('\t', Offset(e.Start)) : -1;
            var offset = tab >= 0 ? tab : Offset(e.Start);
            Fail(Locate(offset), YamlAdvice.For(e.Message, text, offset));
        }
#pragma warning disable CA1031 // The scanner meets odd text with whatever the framework throws; a reader of user text must not.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(CurrentSpan, "it cannot be understood here: " + e.Message);
        }

        Stopped = true;
        return false;
    }

    public YamlScalar Scalar(Scalar scalar)
    {
        var style = scalar.Style switch
        {
            ScalarStyle.SingleQuoted => YamlScalarStyle.SingleQuoted,
            ScalarStyle.DoubleQuoted => YamlScalarStyle.DoubleQuoted,
            ScalarStyle.Literal => YamlScalarStyle.Literal,
            ScalarStyle.Folded => YamlScalarStyle.Folded,
            _ => YamlScalarStyle.Plain,
        };
        return YamlScalar.Create(Span(scalar.Start, scalar.End), Tag(scalar), scalar.Value, style);
    }

    public SourceSpan Span(Mark start, Mark end)
    {
        // At the end of a text without a last line break, the scanner counts one that is not there.
        if ((int)end.Index + skipped >= text.Length) return Clamped(Offset(start));
        var from = Offset(start);
        var to = Math.Max(from, Offset(end));
        return to == from
            ? new(from, 0, Line(start), Column(start), Line(start), Column(start))
            : new(from, to - from, Line(start), Column(start), Line(end), Column(end));
    }

    /// <summary>The span of a collection: block collections end with their last element, for their own end lies after comments.</summary>
    public SourceSpan Span(Mark start, Mark? end, YamlNode? last)
    {
        if (end is { } mark)
        {
            // The scanner's token for ']' and '}' is empty; the bracket belongs to the value.
            var closing = Offset(mark);
            if (closing < text.Length && text[closing] is ']' or '}') mark = new Mark(mark.Index + 1, mark.Line, mark.Column + 1);
            return Span(start, mark);
        }

        if (last is null) return Span(start, start);
        var from = Offset(start);
        var to = last.Span.Start + last.Span.Length;
        return to < from ? Span(start, start) : new(from, to - from, Line(start), Column(start), last.Span.EndLine, last.Span.EndColumn);
    }

    private void Fail(SourceSpan span, string what)
    {
        Stopped = true;
        diagnostics.Add(ManifestRules.YamlSyntax.At(new(path, span), what));
    }

    private int Offset(Mark mark) => Math.Min(text.Length, (int)mark.Index + skipped);

    private static int Line(Mark mark) => Math.Max(0, (int)mark.Line - 1);

    private int Column(Mark mark) => Math.Max(0, (int)mark.Column - 1) + (mark.Line <= 1 ? skipped : 0);

    /// <summary>From an offset to the end of the text.</summary>
    private SourceSpan Clamped(int from)
    {
        var (line, column) = Place(from);
        var (endLine, endColumn) = Place(text.Length);
        return new(from, text.Length - from, line, column, endLine, endColumn);
    }

    private SourceSpan Locate(int offset)
    {
        if (text.Length == 0) return default;
        offset = Math.Min(offset, text.Length - 1);
        var (line, column) = Place(offset);
        return new(offset, 1, line, column, line, column + 1);
    }

    private (int Line, int Column) Place(int offset)
    {
        var line = 0;
        var lineStart = 0;
        for (var i = 0; i < offset; i++)
        {
            if (text[i] is not ('\n' or '\r' or '\u0085' or '\u2028' or '\u2029')) continue;
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n') continue;
            line++;
            lineStart = i + 1;
        }

        return (line, offset - lineStart);
    }
}
