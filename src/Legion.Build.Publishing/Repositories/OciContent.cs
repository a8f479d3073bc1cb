using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;
using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;
using Legion.Build.Oci.Transfer;
using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Repositories.Charts;

namespace Legion.Build.Publishing.Repositories;

/// <summary>An image or a chart as a registry holds it: a manifest or index, and all blobs it reaches.</summary>
/// <param name="Root">What tags lead to.</param>
/// <param name="Tag">The version's tag.</param>
/// <param name="All">All blobs and manifests, the root among them.</param>
/// <param name="Source">Reads them; reading a blob to its end checks its digest.</param>
internal sealed record OciContent(Descriptor Root, string Tag, IReadOnlyList<Descriptor> All, IContentSource Source)
{
    /// <summary>Opens the content of an artifact of the build record.</summary>
    /// <param name="kind">Image or chart.</param>
    /// <param name="name">Its name.</param>
    /// <param name="version">Its version in the kind's dialect.</param>
    /// <param name="files">Its files.</param>
    /// <param name="context">The release.</param>
    /// <exception cref="PublishException">It is not what was recorded.</exception>
    public static OciContent Of(ArtifactKind kind, string name, string version, EquatableArray<ArtifactFile> files, PublishContext context)
    {
        if (kind == ArtifactKind.Image)
        {
            if (context.Images.TryGetValue(name, out var image)) return new(image.Root, version, image.Content, image);
            var layout = OciLayout.Open(Path.Combine(context.OutputPath, "images"));
            var root = layout.Find(name) ?? throw new PublishException(PublishFailure.Content, $"image '{name}' is not in '{layout.Folder}'");
            return new(root, version, [.. layout.Reach(root)], new LayoutSource(layout));
        }

        var chart = ChartPackage.Read(files[0], context).Form;
        return new(
            chart.Manifest.Descriptor,
            chart.Tag,
            [chart.Config.Descriptor, .. chart.Layers.Select(static l => l.Descriptor), chart.Manifest.Descriptor],
            new ChartContentSource(chart));
    }

    /// <summary>Opens the content of a planned item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="context">The release.</param>
    /// <exception cref="PublishException">It is not what was planned.</exception>
    public static OciContent Of(ReleaseItem item, PublishContext context)
    {
        // A floating tag's version is the tag; what it leads to is the same.
        var content = Of(item.Kind!.Value, item.Name, item.Version, item.Files, context);
        return content.Root.Digest.ToString() == item.Digest
            ? content
            : throw new PublishException(PublishFailure.Content, $"'{item.Name}' is {content.Root.Digest} now and was planned as {item.Digest}");
    }
}
