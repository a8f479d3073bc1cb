using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Manifest.Yaml;

/// <summary>A map or a list.</summary>
public abstract class YamlBranch : YamlNode
{
    private int endLine;
    private int endColumn;
    private int weight;

    private protected YamlBranch(SourceSpan span, string? tag, int weight, bool isFlow)
        : base(span)
    {
        Tag = tag;
        Become(span, weight, isFlow);
    }

    /// <inheritdoc/>
    public override SourceSpan Span => SpanTo(endLine, endColumn);

    /// <inheritdoc/>
    public override string? Tag { get; }

    /// <inheritdoc/>
    internal override int Weight => weight;

    /// <summary>True for <c>{a: b}</c> and <c>[a, b]</c>, false for one entry or element a line.</summary>
    public bool IsFlow { get; private set; }

    /// <summary>Is another map or list from here on (<see cref="NodeShelf"/>).</summary>
    private protected void Become(SourceSpan span, int weight, bool isFlow)
    {
        Stand(span);
        (endLine, endColumn) = (span.EndLine, span.EndColumn);
        this.weight = weight;
        IsFlow = isFlow;
    }
}
