using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Artifacts.Charts.Reading;

/// <summary>What a Chart.yaml says, as Helm reads it: an unwritten text is empty.</summary>
public sealed record ChartMetadata
{
    /// <summary><c>v1</c> or <c>v2</c>; Helm takes an unwritten one for v1.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>The chart's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The chart's version.</summary>
    public string Version { get; init; } = "";

    /// <summary>The version of what the chart installs.</summary>
    public string AppVersion { get; init; } = "";

    /// <summary>What it is, in a sentence.</summary>
    public string Description { get; init; } = "";

    /// <summary><c>application</c>, <c>library</c> or empty.</summary>
    public string Type { get; init; } = "";

    /// <summary>Home page.</summary>
    public string Home { get; init; } = "";

    /// <summary>URL of an icon.</summary>
    public string Icon { get; init; } = "";

    /// <summary>Range of Kubernetes versions.</summary>
    public string KubeVersion { get; init; } = "";

    /// <summary>Value paths that switch the chart as a subchart.</summary>
    public string Condition { get; init; } = "";

    /// <summary>Tags of the chart as a subchart.</summary>
    public string Tags { get; init; } = "";

    /// <summary>Whether the chart is deprecated.</summary>
    public bool Deprecated { get; init; }

    /// <summary>URLs of source code.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Keywords.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Maintainers.</summary>
    public IReadOnlyList<ChartMaintainer> Maintainers { get; init; } = [];

    /// <summary>Dependencies: of Chart.yaml, or of requirements.yaml for a Helm 2 chart.</summary>
    public IReadOnlyList<ChartDependency> Dependencies { get; init; } = [];

    /// <summary>Annotations, in ordinal order of the keys.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Annotations { get; init; } = [];

    /// <summary>The map it was read from.</summary>
    internal YamlMapping? Root { get; init; }

    /// <summary>True for a chart of Helm 2's format.</summary>
    internal bool IsV1 => ApiVersion is "" or "v1";
}
