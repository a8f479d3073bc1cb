using System.Collections.Concurrent;

using Legion.Build.Oci;
using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>Bases from the layout: the other images of the manifest. All others come from <paramref name="registries"/>.</summary>
/// <param name="layout">The layout.</param>
/// <param name="names">The images of the manifest.</param>
/// <param name="registries">Everything else.</param>
internal sealed class BaseImages(OciLayout layout, IReadOnlySet<string> names, IBaseImages registries) : IBaseImages
{
    private readonly ConcurrentDictionary<string, Descriptor> built = new(StringComparer.Ordinal);

    /// <summary>Tells what this build made, or found to be still right.</summary>
    /// <param name="name">The image's name.</param>
    /// <param name="descriptor">Its manifest or index.</param>
    public void Add(string name, Descriptor descriptor) => built[name] = descriptor;

    /// <summary>What this build made of an image of the manifest; null: nothing.</summary>
    /// <param name="name">The image's name.</param>
    public Descriptor? Find(string name) => built.GetValueOrDefault(name);

    /// <inheritdoc/>
    public Task<Descriptor> ResolveAsync(string name, Platform platform, CancellationToken cancellation) =>
        names.Contains(name) ? Task.FromResult(Built(name)) : registries.ResolveAsync(name, platform, cancellation);

    /// <inheritdoc/>
    public bool MustBeGiven(string name) => names.Contains(name) || registries.MustBeGiven(name);

    /// <inheritdoc/>
    public async Task<BaseImage> GetAsync(string name, Platform platform, CancellationToken cancellation)
    {
        if (!names.Contains(name)) return await registries.GetAsync(name, platform, cancellation);
        return Read(layout, name, name, Built(name), platform);
    }

    /// <summary>Reads an image whose blobs are in the layout.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="entry">Its entry there.</param>
    /// <param name="name">As the Dockerfile writes it.</param>
    /// <param name="descriptor">Its manifest or index.</param>
    /// <param name="platform">What it must run on.</param>
    /// <exception cref="OciException">It has no such platform, or is damaged.</exception>
    public static BaseImage Read(OciLayout layout, string entry, string name, Descriptor descriptor, Platform platform)
    {
        var raw = layout.ReadImage(descriptor, platform);
        var manifest = raw.ToImage();
        var config = ImageConfig.Parse(layout.ReadBlob(manifest.Config));
        if (!config.Platform.Satisfies(platform)) throw new MissingPlatformException(name, platform, [config.Platform]);
        if (config.RootFs.DiffIds.Length != manifest.Layers.Length)
        {
            throw new OciException($"its configuration tells of {config.RootFs.DiffIds.Length} layers, its manifest of {manifest.Layers.Length}");
        }

        var layers = manifest.Layers.Select((layer, i) => new AssembledLayer(layer with { MediaType = OciType(layer.MediaType) }, config.RootFs.DiffIds[i]));
        return new(name, raw.Descriptor, config, [.. layers], layout, entry);
    }

    // The same bytes under the name OCI has for them, so that a manifest of ours is not of two worlds.
    private static string OciType(string mediaType) => mediaType switch
    {
        MediaTypes.DockerLayer => MediaTypes.LayerTarGzip,
        MediaTypes.DockerLayerTar => MediaTypes.LayerTar,
        _ => mediaType,
    };

    private Descriptor Built(string name) => built.GetValueOrDefault(name) ?? throw new OciException("it is an image of this manifest, and could not be built");
}
