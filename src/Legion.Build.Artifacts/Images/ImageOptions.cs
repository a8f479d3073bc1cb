namespace Legion.Build.Artifacts.Images;

/// <summary>How images are built. The defaults are those of a build nobody has configured.</summary>
public sealed record ImageOptions
{
    /// <summary>What <see cref="Engine"/> may be.</summary>
    public static IReadOnlyList<string> Engines { get; } = ["auto", "embedded", "docker", "podman", "buildah"];

    /// <summary><c>auto</c>, <c>embedded</c>, <c>docker</c>, <c>podman</c> or <c>buildah</c>; an image's own <c>engine</c> goes before it.</summary>
    public string Engine { get; init; } = "auto";

    /// <summary>The buildx builder, local or remote; null: the one in use.</summary>
    public string? Builder { get; init; }

    /// <summary>The commit the sources are at, for <c>org.opencontainers.image.revision</c>; null: no such label.</summary>
    public string? Revision { get; init; }

    /// <summary>
    /// True to ask registries again what the tags of base images mean. Otherwise a tag keeps the digest it was first resolved to,
    /// until the intermediate files are cleaned: a build of unchanged sources asks no server.
    /// </summary>
    public bool RefreshBases { get; init; }

    /// <summary>Images assembled at once; zero: as many as there are processors.</summary>
    public int Parallelism { get; init; }
}
