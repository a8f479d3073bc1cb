using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Manifest.Yaml;

/// <summary>A list.</summary>
public sealed class YamlSequence : YamlBranch
{
    private readonly YamlNode[] items;

    internal YamlSequence(SourceSpan span, string? tag, int weight, YamlNode[] items, bool isFlow)
        : base(span, tag, weight, isFlow) => this.items = items;

    /// <summary>The elements, in order.</summary>
    public IReadOnlyList<YamlNode> Items => items;

    /// <summary>The same, for loops that run over every artifact: an array costs no call an element.</summary>
    internal YamlNode[] ItemArray => items;

    /// <inheritdoc/>
    public override string Noun => "a list";

    /// <inheritdoc/>
    internal override YamlNode At(SourceSpan alias) => new YamlSequence(alias, Tag, Weight, items, IsFlow) { IsAlias = true };
}
