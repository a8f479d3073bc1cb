using Legion.Build.Oci.Models;
using Legion.Build.Oci.Registry;

namespace Legion.Build.Oci.Transfer;

/// <summary>Brings images into a repository by digest. Nobody sees them by name until a tag is written.</summary>
public static class ImagePush
{
    /// <summary>Brings everything a manifest or index leads to, and then itself.</summary>
    /// <param name="source">Where it is.</param>
    /// <param name="root">The manifest or index.</param>
    /// <param name="target">Opened with <see cref="RegistryClient.ToWrite"/>.</param>
    /// <param name="progress">Told of steps, from several threads; null: no one.</param>
    /// <param name="cancellation">Ends the transfer; what was sent stays and is not sent again.</param>
    /// <returns>What it moved.</returns>
    /// <exception cref="OciException">Content is missing or damaged.</exception>
    /// <exception cref="RegistryException">The registry refused something.</exception>
    public static async Task<TransferReport> RunAsync(
        IContentSource source, Descriptor root, RegistryRepository target, Action<TransferProgress>? progress, CancellationToken cancellation)
    {
        // A registry takes a manifest only when it has all it points to: where the root is, everything is.
        if (await target.ResolveAsync(root.Digest.ToString(), cancellation) is { } there && there.Digest == root.Digest)
        {
            progress?.Invoke(new TransferProgress(root, 0, Done: true, "already there"));
            return new TransferReport(0, 0, 0, 0);
        }

        var blobs = new Dictionary<Digest, Descriptor>();
        var manifests = new List<RawManifest>();
        await CollectAsync(source, root, manifests, blobs, cancellation);
        var outcomes = await BlobTransfer.RunAsync(source, blobs.Values, target, progress, cancellation);
        foreach (var manifest in manifests)
        {
            await target.WriteManifestAsync(manifest, manifest.Digest.ToString(), cancellation);
            progress?.Invoke(new TransferProgress(manifest.Descriptor, manifest.Bytes.Length, Done: true, "uploaded"));
        }

        return outcomes;
    }

    // Children before parents: registries refuse a manifest whose content they do not have.
    private static async Task CollectAsync(
        IContentSource source, Descriptor descriptor, List<RawManifest> manifests, Dictionary<Digest, Descriptor> blobs, CancellationToken cancellation)
    {
        if (manifests.Exists(m => m.Digest == descriptor.Digest))
            return;
        var manifest = await source.ReadManifestAsync(descriptor, cancellation);
        foreach (var child in manifest.Children())
        {
            if (MediaTypes.IsIndex(child.MediaType) || MediaTypes.IsManifest(child.MediaType))
                await CollectAsync(source, child, manifests, blobs, cancellation);
            else if (!IsForeign(child))
                blobs.TryAdd(child.Digest, child);
        }

        manifests.Add(manifest);
    }

    // Docker's and OCI's layers that may not be distributed: users fetch them from their own address.
    private static bool IsForeign(Descriptor layer) => layer.Urls is { Count: > 0 }
        && (layer.MediaType == MediaTypes.DockerForeignLayer || layer.MediaType.Contains(".nondistributable.", StringComparison.Ordinal));
}
