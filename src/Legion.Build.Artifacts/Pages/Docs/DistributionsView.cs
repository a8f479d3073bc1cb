namespace Legion.Build.Artifacts.Pages.Docs;

/// <summary>What the template of the distributions page is given.</summary>
public sealed record DistributionsView
{
    /// <summary>The product.</summary>
    public required string Product { get; init; }

    /// <summary>What it is, in a sentence; empty when the manifest says nothing.</summary>
    public required string Description { get; init; }

    /// <summary>URL of the repository the artifacts are built from; empty when the manifest says nothing.</summary>
    public required string Source { get; init; }

    /// <summary>The charts, in install order.</summary>
    public required IReadOnlyList<ChartRow> Charts { get; init; }

    /// <summary>The images, in manifest order.</summary>
    public required IReadOnlyList<ImageRow> Images { get; init; }

    /// <summary>The Python packages, in manifest order.</summary>
    public required IReadOnlyList<PackageRow> Packages { get; init; }

    /// <summary>Where charts are, by channel.</summary>
    public required IReadOnlyList<PlaceRow> ChartPlaces { get; init; }

    /// <summary>Where images are, by channel.</summary>
    public required IReadOnlyList<PlaceRow> ImagePlaces { get; init; }

    /// <summary>Where Python packages are, by channel.</summary>
    public required IReadOnlyList<PlaceRow> PackagePlaces { get; init; }
}
