using System.Collections.Immutable;

using Legion.Build.Artifacts.Images.Planning;
using Legion.Build.Oci;
using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>Puts the last things to an image and writes its configuration, manifest and index.</summary>
/// <param name="layout">Where they go.</param>
/// <param name="build">The build.</param>
internal sealed class ImageWriter(LayoutWriter layout, BuildContext build)
{
    /// <summary>Writes one platform of an image.</summary>
    /// <param name="prepared">The image.</param>
    /// <param name="plan">What the platform involved; null where there is no Dockerfile.</param>
    /// <param name="config">The configuration; layers, labels and times are set here.</param>
    /// <param name="layers">The layers, lowest first.</param>
    /// <param name="labels">The labels every image gets.</param>
    /// <returns>The manifest.</returns>
    public Descriptor Write(PreparedImage prepared, DockerfilePlan? plan, ImageConfig config, IReadOnlyList<AssembledLayer> layers, IReadOnlyDictionary<string, string> labels)
    {
        var own = plan is null ? new HashSet<string>() : ImageLabels.Own(plan);
        var all = config.Config.Labels
            .SetItems(labels.Where(label => !own.Contains(label.Key)))
            .SetItems(prepared.Image.Labels.Select(static label => KeyValuePair.Create(label.Key, label.Value)));
        var created = ImageLabels.Created(build);
        var finished = config with
        {
            Created = created,
            Config = config.Config with { Labels = all },
            RootFs = new([.. layers.Select(static layer => layer.DiffId)]),
            History = [.. config.History.Select(entry => entry.Created is null ? entry with { Created = created } : entry)],
        };
        var manifest = new ImageManifest
        {
            Config = layout.WriteBlob(MediaTypes.ImageConfig, finished.ToBytes()),
            Layers = [.. layers.Select(static layer => layer.Descriptor)],
        };
        return layout.WriteManifest(manifest.ToRaw()) with { Platform = finished.Platform };
    }

    /// <summary>The image as a whole: its one manifest, or an index over its platforms.</summary>
    /// <param name="manifests">A manifest a platform.</param>
    public Descriptor Join(IReadOnlyList<Descriptor> manifests) =>
        manifests.Count == 1 ? manifests[0] with { Platform = null } : layout.WriteManifest(new ImageIndex { Manifests = manifests.ToImmutableArray() }.ToRaw());
}
