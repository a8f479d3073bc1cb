using Legion.Build.Artifacts.Images;
using Legion.Build.Artifacts.Sources;
using Legion.Build.Manifest.Model;
using Microsoft.Build.Framework;

namespace Legion.Build.Tasks;

/// <summary>Builds the images of the manifest into one OCI image layout.</summary>
[MSBuildMultiThreadableTask]
public sealed class BuildImages : DistributionTask
{
    /// <summary>LegionImageEngine: <c>auto</c>, <c>embedded</c>, <c>docker</c>, <c>podman</c> or <c>buildah</c>.</summary>
    public string Engine { get; set; } = "auto";

    /// <summary>LegionBuilder: a buildx builder; empty: the one in use.</summary>
    public string Builder { get; set; } = "";

    /// <summary>LegionRevision: the commit for the images' labels; empty: no such label.</summary>
    public string Revision { get; set; } = "";

    /// <summary>LegionRefreshBases: true to ask registries again what the tags of base images mean.</summary>
    public bool RefreshBases { get; set; }

    /// <inheritdoc/>
    protected override bool Execute(CheckedManifest manifest, CancellationToken cancellationToken)
    {
        if (CreateContext(manifest) is not { } context) return true;
        var options = new ImageOptions
        {
            Engine = Engine.ToLowerInvariant(),
            Builder = Builder.Length > 0 ? Builder : null,
            Revision = Revision.Length > 0 ? Revision : null,
            RefreshBases = RefreshBases,
        };
        return HandOver(context, ArtifactKind.Image, ImageStation.BuildAsync(context, options, cancellationToken).GetAwaiter().GetResult());
    }
}
