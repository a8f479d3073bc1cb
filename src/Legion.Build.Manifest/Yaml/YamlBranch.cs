using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Manifest.Yaml;

/// <summary>A map or a list.</summary>
public abstract class YamlBranch : YamlNode
{
    private readonly int endLine;
    private readonly int endColumn;

    private protected YamlBranch(SourceSpan span, string? tag, int weight, bool isFlow)
        : base(span)
    {
        (endLine, endColumn) = (span.EndLine, span.EndColumn);
        Tag = tag;
        Weight = weight;
        IsFlow = isFlow;
    }

    /// <inheritdoc/>
    public override SourceSpan Span => SpanTo(endLine, endColumn);

    /// <inheritdoc/>
    public override string? Tag { get; }

    /// <inheritdoc/>
    internal override int Weight { get; }

    /// <summary>True for <c>{a: b}</c> and <c>[a, b]</c>, false for one entry or element a line.</summary>
    public bool IsFlow { get; }
}
