using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Record;

/// <summary>One artifact as it was made: a row of the build record.</summary>
public sealed record BuiltArtifact
{
    /// <summary>Chart, image or Python package.</summary>
    public required ArtifactKind Kind { get; init; }

    /// <summary>The name it is published under.</summary>
    public required string Name { get; init; }

    /// <summary>The version, in the kind's dialect.</summary>
    public required string Version { get; init; }

    /// <summary>Its files; an image's are all blobs its manifest (or index) reaches.</summary>
    public EquatableArray<ArtifactFile> Files { get; init; }

    /// <summary><c>sha256:…</c>: of the chart package, the image's manifest or index, the wheel.</summary>
    public required string Digest { get; init; }

    /// <summary>Bytes of all files.</summary>
    public long Size { get; init; }

    /// <summary>SHA-256 over inputs, options and resolved bases; equal fingerprints need no rebuild.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>How it was made: <c>native</c>, <c>embedded</c>, <c>docker buildx</c>, <c>hatchling</c>, …</summary>
    public required string How { get; init; }

    /// <summary>False when the earlier output was still right.</summary>
    public bool Rebuilt { get; init; }

    /// <summary>Why it was rebuilt: the changed input, or <c>first build</c>; not part of the record's bytes.</summary>
    public string? Reason { get; init; }

    /// <summary>How long it took; zero when it was not rebuilt. Not part of the record's bytes.</summary>
    public TimeSpan Elapsed { get; init; }
}
