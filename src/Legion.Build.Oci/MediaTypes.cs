namespace Legion.Build.Oci;

/// <summary>The media types met in layouts and registries (OCI image-spec, media-types.md; Docker's image manifest V2 schema 2; Helm's registry support).</summary>
public static class MediaTypes
{
    /// <summary>An OCI image manifest.</summary>
    public const string ImageManifest = "application/vnd.oci.image.manifest.v1+json";

    /// <summary>An OCI image index: several platforms under one name.</summary>
    public const string ImageIndex = "application/vnd.oci.image.index.v1+json";

    /// <summary>An OCI image configuration.</summary>
    public const string ImageConfig = "application/vnd.oci.image.config.v1+json";

    /// <summary>A layer, plain tar.</summary>
    public const string LayerTar = "application/vnd.oci.image.layer.v1.tar";

    /// <summary>A layer, gzip.</summary>
    public const string LayerTarGzip = "application/vnd.oci.image.layer.v1.tar+gzip";

    /// <summary>A layer, Zstandard.</summary>
    public const string LayerTarZstd = "application/vnd.oci.image.layer.v1.tar+zstd";

    /// <summary>The empty JSON object that stands for "no configuration".</summary>
    public const string Empty = "application/vnd.oci.empty.v1+json";

    /// <summary>Docker's image manifest.</summary>
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";

    /// <summary>Docker's manifest list.</summary>
    public const string DockerManifestList = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <summary>Docker's image configuration.</summary>
    public const string DockerConfig = "application/vnd.docker.container.image.v1+json";

    /// <summary>Docker's gzip layer.</summary>
    public const string DockerLayer = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    /// <summary>Docker's plain layer.</summary>
    public const string DockerLayerTar = "application/vnd.docker.image.rootfs.diff.tar";

    /// <summary>Docker's layer that is fetched from its own address and never pushed.</summary>
    public const string DockerForeignLayer = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";

    /// <summary>A Helm chart's configuration: its Chart.yaml as JSON.</summary>
    public const string HelmConfig = "application/vnd.cncf.helm.config.v1+json";

    /// <summary>A Helm chart's package.</summary>
    public const string HelmChart = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

    /// <summary>A Helm chart's provenance file.</summary>
    public const string HelmProvenance = "application/vnd.cncf.helm.chart.provenance.v1.prov";

    /// <summary>Every manifest type we read, the preferred first: what an Accept header lists.</summary>
    public static IReadOnlyList<string> Manifests { get; } = [ImageManifest, ImageIndex, DockerManifest, DockerManifestList];

    /// <summary>Whether a type is an index (OCI) or a manifest list (Docker).</summary>
    /// <param name="mediaType">The type.</param>
    /// <returns>True for both.</returns>
    public static bool IsIndex(string mediaType) => mediaType is ImageIndex or DockerManifestList;

    /// <summary>Whether a type is an image manifest of OCI or Docker.</summary>
    /// <param name="mediaType">The type.</param>
    /// <returns>True for both.</returns>
    public static bool IsManifest(string mediaType) => mediaType is ImageManifest or DockerManifest;
}
