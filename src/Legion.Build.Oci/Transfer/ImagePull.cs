using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;
using Legion.Build.Oci.Registry;

namespace Legion.Build.Oci.Transfer;

/// <summary>Brings images from a registry into a layout.</summary>
public static class ImagePull
{
    private const int Restarts = 2;

    /// <summary>Brings what a reference names; blobs the layout has are not fetched.</summary>
    /// <param name="source">Where it is.</param>
    /// <param name="key">A tag or <c>sha256:…</c>.</param>
    /// <param name="platform">Of an index, the one image wanted; null: all of it, the index too.</param>
    /// <param name="writer">The layout; naming the result is the caller's.</param>
    /// <param name="progress">Told of steps, from several threads; null: no one.</param>
    /// <param name="cancellation">Ends the transfer.</param>
    /// <returns>The descriptor of the image or index, now in the layout.</returns>
    /// <exception cref="OciException">There is no image for the platform, or content is not what its digest says.</exception>
    /// <exception cref="RegistryException">It is not there or cannot be had.</exception>
    public static async Task<Descriptor> RunAsync(
        RegistryRepository source, string key, Platform? platform, LayoutWriter writer, Action<TransferProgress>? progress, CancellationToken cancellation)
    {
        var manifest = await source.ReadManifestAsync(key, cancellation);
        if (platform is not null && manifest.IsIndex)
            manifest = await ChooseAsync(source, manifest, platform, cancellation);
        await FetchAsync(source, manifest, writer, progress, cancellation);
        return manifest.Descriptor;
    }

    /// <summary>Finds the image for a platform, without its layers.</summary>
    /// <param name="source">Where it is.</param>
    /// <param name="key">A tag or <c>sha256:…</c>.</param>
    /// <param name="platform">Of an index, the image wanted.</param>
    /// <param name="cancellation">Ends the requests.</param>
    /// <returns>The image's manifest.</returns>
    /// <exception cref="OciException">There is none for the platform.</exception>
    public static async Task<RawManifest> ReadImageAsync(RegistryRepository source, string key, Platform platform, CancellationToken cancellation)
    {
        var manifest = await source.ReadManifestAsync(key, cancellation);
        return manifest.IsIndex ? await ChooseAsync(source, manifest, platform, cancellation) : manifest;
    }

    private static async Task<RawManifest> ChooseAsync(RegistryRepository source, RawManifest index, Platform platform, CancellationToken cancellation)
    {
        var entries = index.ToIndex();
        var chosen = entries.Choose(platform)
            ?? throw new MissingPlatformException($"{source.Name.Name}@{index.Digest}", platform, entries.Manifests.Select(static m => m.Platform));
        var manifest = await source.ReadManifestAsync(chosen.Digest.ToString(), cancellation);
        return manifest.IsIndex ? await ChooseAsync(source, manifest, platform, cancellation) : manifest;
    }

    private static async Task FetchAsync(
        RegistryRepository source, RawManifest manifest, LayoutWriter writer, Action<TransferProgress>? progress, CancellationToken cancellation)
    {
        var children = manifest.Children();
        foreach (var child in children.Where(c => MediaTypes.IsIndex(c.MediaType) || MediaTypes.IsManifest(c.MediaType)))
            await FetchAsync(source, await source.ReadManifestAsync(child.Digest.ToString(), cancellation), writer, progress, cancellation);
        var blobs = children.Where(c => !MediaTypes.IsIndex(c.MediaType) && !MediaTypes.IsManifest(c.MediaType)).DistinctBy(c => c.Digest).ToList();
        await BlobTransfer.AllAsync(source.Client, blobs, (blob, token) => FetchBlobAsync(source, blob, writer, progress, token), cancellation);
        writer.WriteManifest(manifest);
    }

    private static async Task FetchBlobAsync(
        RegistryRepository source, Descriptor blob, LayoutWriter writer, Action<TransferProgress>? progress, CancellationToken cancellation)
    {
        if (writer.Layout.Contains(blob))
        {
            progress?.Invoke(new TransferProgress(blob, 0, Done: true, "already there"));
            return;
        }

        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await using var content = source.OpenBlob(blob, cancellation);
                await writer.WriteBlobAsync(blob, content, cancellation);
                progress?.Invoke(new TransferProgress(blob, blob.Size, Done: true, "downloaded"));
                return;
            }
            catch (ContentMismatchException) when (attempt < Restarts)
            {
                // Bytes fell over on the way, or a cache holds half a blob: once more from the start.
            }
        }
    }
}
