using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Pages.Report;

/// <summary>What a report tells of.</summary>
public sealed record ReportInput
{
    /// <summary>The model.</summary>
    public required DistributionManifest Manifest { get; init; }

    /// <summary>What was made, with reasons and times where they are known.</summary>
    public required BuildRecord Record { get; init; }

    /// <summary>The layers of each image, by image name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ImageLayer>> Layers { get; init; } = new Dictionary<string, IReadOnlyList<ImageLayer>>(StringComparer.Ordinal);

    /// <summary>What a publish did; empty after a build.</summary>
    public IReadOnlyList<PublishedArtifact> Published { get; init; } = [];
}
