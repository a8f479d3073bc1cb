using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;
using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Pages.Report;

/// <summary>Reads the layers of images for the report.</summary>
public static class ImageLayers
{
    /// <summary>The layers of each image that is in a layout; of an index, those of its first platform.</summary>
    /// <param name="layoutPath">Absolute path of the layout.</param>
    /// <param name="artifacts">The artifacts made; others than images are passed over.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<ImageLayer>> Read(string layoutPath, IEnumerable<BuiltArtifact> artifacts)
    {
        var layers = new Dictionary<string, IReadOnlyList<ImageLayer>>(StringComparer.Ordinal);
        if (!OciLayout.IsLayout(layoutPath)) return layers;
        var layout = OciLayout.Open(layoutPath);
        foreach (var image in artifacts.Where(static a => a.Kind == ArtifactKind.Image))
        {
            if (layout.Find(image.Name) is { } entry && First(layout, layout.ReadManifest(entry)) is { } manifest) layers[image.Name] = Layers(layout, manifest);
        }

        return layers;
    }

    private static ImageManifest? First(OciLayout layout, RawManifest manifest)
    {
        if (!manifest.IsIndex) return manifest.ToImage();
        return manifest.ToIndex().Manifests.FirstOrDefault() is { } child ? First(layout, layout.ReadManifest(child)) : null;
    }

    private static List<ImageLayer> Layers(OciLayout layout, ImageManifest manifest)
    {
        // image-spec, config.md: history entries that are not empty_layer stand for the layers in order.
        var history = ImageConfig.Parse(layout.ReadBlob(manifest.Config)).History.Where(static h => !h.EmptyLayer).ToList();
        return [.. manifest.Layers.Select((l, i) => new ImageLayer(l.Digest.ToString(), l.Size, i < history.Count ? history[i].CreatedBy ?? "" : ""))];
    }
}
