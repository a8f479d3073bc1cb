using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Publishing.Plans;

/// <summary>One thing that becomes visible under one address: an image's tag, a chart, a wheel.</summary>
public sealed record ReleaseItem
{
    /// <summary>What it is to the release.</summary>
    public ItemRole Role { get; init; }

    /// <summary>The artifact's kind; null for the git tag of the sources.</summary>
    public ArtifactKind? Kind { get; init; }

    /// <summary>The artifact's name; for the git tag the product's.</summary>
    public required string Name { get; init; }

    /// <summary>The version in the artifact's dialect; for a floating tag the tag.</summary>
    public required string Version { get; init; }

    /// <summary>The repository's name in the manifest; <c>source</c> for the git tag.</summary>
    public required string Repository { get; init; }

    /// <summary>What people would look for: <c>docker.io/legionplatform/k8s-edi:1.0.0</c>, the URL of a file. Unique in a plan; holds no credentials.</summary>
    public required string Address { get; init; }

    /// <summary>What users write to get it, where they read: an image reference, a URL, a requirement.</summary>
    public required string Reference { get; init; }

    /// <summary>What it is called inside its repository: the tag or the file's name.</summary>
    public required string Key { get; init; }

    /// <summary><c>sha256:…</c> of what stands at the address: the manifest of an image or of a chart in a registry, the file elsewhere; the commit's id for a git tag.</summary>
    public required string Digest { get; init; }

    /// <summary>Bytes that a transfer into an empty repository sends.</summary>
    public long Size { get; init; }

    /// <summary>The files it is made of, relative to the output folder.</summary>
    public EquatableArray<ArtifactFile> Files { get; init; }

    /// <summary>Names the item in journals: repository and address.</summary>
    public string Id => Repository + " " + Address;
}
