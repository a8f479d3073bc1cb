using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Manifest.Yaml;

/// <summary>A value of a YAML document, with its place in the text.</summary>
/// <remarks>
/// A manifest of ten thousand artifacts is half a million of these, all alive while it is read: what a node weighs is what the garbage
/// collector copies. So nodes hold what most of them have, and the rare ones are classes of their own.
/// </remarks>
public abstract class YamlNode
{
    private int start;
    private int length;
    private int line;
    private int column;

    private protected YamlNode(SourceSpan span) => Stand(span);

    /// <summary>
    /// Where the value stands: from its first to its last character, without surrounding blanks and comments.
    /// A value reached through an alias stands where the alias is written; what is inside it stands where it is defined.
    /// </summary>
    public virtual SourceSpan Span => new(start, length, line, column, line, column + length);

    /// <summary>The explicit tag, expanded (<c>tag:yaml.org,2002:str</c>), or null when none is written.</summary>
    public virtual string? Tag => null;

    /// <summary>True when the value is written as an alias (<c>*name</c>).</summary>
    public bool IsAlias { get; private protected set; }

    /// <summary>The number of nodes below and including this one, every alias counted as if written out.</summary>
    internal virtual int Weight => 1;

    /// <summary>What it is, in a word a message can use: <c>a map</c>, <c>a list</c>, <c>text</c>, <c>nothing</c>.</summary>
    public abstract string Noun { get; }

    /// <summary>Where the value ends.</summary>
    internal int End => start + length;

    /// <summary>Stands elsewhere from here on: for nodes that are used again, which nobody keeps.</summary>
    private protected void Stand(SourceSpan span) => (start, length, line, column) = (span.Start, span.Length, span.StartLine, span.StartColumn);

    /// <summary>The same value, standing at the alias that names it.</summary>
    internal abstract YamlNode At(SourceSpan alias);

    /// <summary>True for a span whose end follows from its beginning.</summary>
    private protected static bool IsOnOneLine(SourceSpan span) => span.EndLine == span.StartLine && span.EndColumn == span.StartColumn + span.Length;

    private protected SourceSpan SpanTo(int endLine, int endColumn) => new(start, length, line, column, endLine, endColumn);
}
