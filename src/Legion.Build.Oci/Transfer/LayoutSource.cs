using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;

namespace Legion.Build.Oci.Transfer;

/// <summary>Takes images from a layout.</summary>
/// <param name="layout">The layout.</param>
public sealed class LayoutSource(OciLayout layout) : IContentSource
{
    /// <inheritdoc/>
    public string Name => layout.Folder;

    /// <inheritdoc/>
    public Reference? Repository => null;

    /// <inheritdoc/>
    public Task<RawManifest> ReadManifestAsync(Descriptor descriptor, CancellationToken cancellation) =>
        Task.FromResult(layout.ReadManifest(descriptor));

    /// <inheritdoc/>
    public ValueTask<Stream> OpenBlobAsync(Descriptor descriptor, CancellationToken cancellation) =>
        ValueTask.FromResult(layout.OpenBlob(descriptor));
}
