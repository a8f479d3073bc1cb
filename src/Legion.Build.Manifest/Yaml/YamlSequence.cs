using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Manifest.Yaml;

/// <summary>A list.</summary>
public sealed class YamlSequence : YamlBranch
{
    private YamlNode[] items;

    internal YamlSequence(SourceSpan span, string? tag, int weight, YamlNode[] items, bool isFlow)
        : base(span, tag, weight, isFlow) => this.items = items;

    /// <summary>The elements, in order.</summary>
    public IReadOnlyList<YamlNode> Items => items;

    /// <summary>The same, for loops that run over every artifact: an array costs no call an element.</summary>
    internal YamlNode[] ItemArray => items;

    /// <inheritdoc/>
    public override string Noun => "a list";

    /// <summary>Is another list from here on (<see cref="NodeShelf"/>).</summary>
    internal void Become(SourceSpan span, int weight, YamlNode[] items, bool isFlow)
    {
        Become(span, weight, isFlow);
        this.items = items;
    }

    /// <inheritdoc/>
    internal override YamlNode At(SourceSpan alias) => new YamlSequence(alias, Tag, Weight, items, IsFlow) { IsAlias = true };
}
