namespace Legion.Build.Oci;

/// <summary>Annotation keys the image-spec defines beforehand (annotations.md).</summary>
public static class Annotations
{
    /// <summary>The name of an entry in a layout's index.</summary>
    public const string RefName = "org.opencontainers.image.ref.name";

    /// <summary>Date and time of the build, RFC 3339.</summary>
    public const string Created = "org.opencontainers.image.created";

    /// <summary>A title for people.</summary>
    public const string Title = "org.opencontainers.image.title";

    /// <summary>A description for people.</summary>
    public const string Description = "org.opencontainers.image.description";

    /// <summary>The packaged software's version.</summary>
    public const string Version = "org.opencontainers.image.version";

    /// <summary>Where the source code is.</summary>
    public const string Source = "org.opencontainers.image.source";

    /// <summary>Revision of the source code.</summary>
    public const string Revision = "org.opencontainers.image.revision";

    /// <summary>Where documentation is.</summary>
    public const string Documentation = "org.opencontainers.image.documentation";

    /// <summary>Digest of the base image's manifest.</summary>
    public const string BaseDigest = "org.opencontainers.image.base.digest";

    /// <summary>Reference of the base image.</summary>
    public const string BaseName = "org.opencontainers.image.base.name";
}
