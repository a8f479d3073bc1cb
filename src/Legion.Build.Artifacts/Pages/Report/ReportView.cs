namespace Legion.Build.Artifacts.Pages.Report;

/// <summary>What the templates of the report are given.</summary>
public sealed record ReportView
{
    /// <summary>The product.</summary>
    public required string Product { get; init; }

    /// <summary>What it is; empty when the manifest says nothing.</summary>
    public required string Description { get; init; }

    /// <summary>The version as SemVer.</summary>
    public required string Version { get; init; }

    /// <summary>The version as PEP 440.</summary>
    public required string Pep440 { get; init; }

    /// <summary>The version as OCI tag.</summary>
    public required string OciTag { get; init; }

    /// <summary>The channel the artifacts were made for.</summary>
    public required string Channel { get; init; }

    /// <summary>One sentence that sums it up.</summary>
    public required string Summary { get; init; }

    /// <summary>The graph as SVG.</summary>
    public required string Graph { get; init; }

    /// <summary>The artifacts, in the record's order.</summary>
    public required IReadOnlyList<ReportArtifact> Artifacts { get; init; }

    /// <summary>The images with their layers.</summary>
    public required IReadOnlyList<ReportImage> Images { get; init; }

    /// <summary>Where each channel's versions go.</summary>
    public required IReadOnlyList<Docs.PlaceRow> Places { get; init; }

    /// <summary>What a publish did; empty after a build.</summary>
    public required IReadOnlyList<PublishedArtifact> Published { get; init; }
}
