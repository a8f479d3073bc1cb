using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Artifacts.Charts.Reading;

/// <summary>A chart that a chart needs, as Chart.yaml, requirements.yaml or a lock file says.</summary>
/// <param name="Name">The chart's name.</param>
/// <param name="Version">A range, or in a lock file a version; may be empty.</param>
/// <param name="Repository">Where it comes from; empty: it lies in <c>charts/</c>.</param>
public sealed record ChartDependency(string Name, string Version, string Repository)
{
    /// <summary>Path of the value that switches it; empty when there is none.</summary>
    public string Condition { get; init; } = "";

    /// <summary>Tags that switch it.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Helm's own mark of a switched dependency; kept because lock digests cover it.</summary>
    public bool Enabled { get; init; }

    /// <summary>What is imported from its values: texts, or maps of <c>child</c> and <c>parent</c>.</summary>
    public IReadOnlyList<YamlNode> ImportValues { get; init; } = [];

    /// <summary>The name it is used under; empty when it is its own.</summary>
    public string Alias { get; init; } = "";

    /// <summary>The key of its values: the alias, else the name.</summary>
    public string Key => Alias.Length > 0 ? Alias : Name;

    /// <summary>Where it stands.</summary>
    internal SourceSpan Span { get; init; }

    /// <summary>Its node, for edits.</summary>
    internal YamlMapping? Node { get; init; }
}
