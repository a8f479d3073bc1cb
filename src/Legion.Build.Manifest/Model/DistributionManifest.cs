namespace Legion.Build.Manifest.Model;

/// <summary>All that one <c>distributions.yaml</c> says: what a product ships, and where each channel's versions of it go.</summary>
public sealed record DistributionManifest
{
    /// <summary>The product; also the default namespace of the generated constants.</summary>
    public required string Product { get; init; }

    /// <summary>What the product is, in a sentence.</summary>
    public string? Description { get; init; }

    /// <summary>Base of the artifacts' relative <c>docs</c> links: a folder beside the manifest or an absolute URL.</summary>
    public string? Documentation { get; init; }

    /// <summary><c>source</c>: URL of the repository the artifacts are built from; what image labels and docs pages refer to.</summary>
    public string? Source { get; init; }

    /// <summary>The channels, most trusted first.</summary>
    public EquatableArray<Channel> Channels { get; init; }

    /// <summary>The places artifacts are published to, in manifest order.</summary>
    public EquatableArray<Repository> Repositories { get; init; }

    /// <summary>The default destinations of every chart, by channel.</summary>
    public EquatableArray<Destination> ChartDestinations { get; init; }

    /// <summary>The default destinations of every image, by channel.</summary>
    public EquatableArray<Destination> ImageDestinations { get; init; }

    /// <summary>The default destinations of every Python package, by channel.</summary>
    public EquatableArray<Destination> PythonDestinations { get; init; }

    /// <summary>The charts, in manifest order.</summary>
    public EquatableArray<Chart> Charts { get; init; }

    /// <summary>The images, in manifest order.</summary>
    public EquatableArray<Image> Images { get; init; }

    /// <summary>The Python packages, in manifest order.</summary>
    public EquatableArray<PythonPackage> PythonPackages { get; init; }
}
