using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Charts.Linting;

/// <summary>What a chart is linted against.</summary>
internal sealed record LintScope
{
    /// <summary>True when version and appVersion are stamped, so that what is written in their place does not count.</summary>
    public bool IsStamped { get; init; }

    /// <summary>The version stamped; null: none.</summary>
    public string? Version { get; init; }

    /// <summary>The tag of the images of this build; null: there is no manifest.</summary>
    public string? ImageTag { get; init; }

    /// <summary>The manifest; null when a chart is linted alone.</summary>
    public DistributionManifest? Manifest { get; init; }

    /// <summary>Charts that are put into charts/ at packaging.</summary>
    public IReadOnlyCollection<string> Supplied { get; init; } = [];

    /// <summary>Paths of values the manifest declares; they are known whatever values.yaml says.</summary>
    public IReadOnlyCollection<string> DeclaredValues { get; init; } = [];
}
