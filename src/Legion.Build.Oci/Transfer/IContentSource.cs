using Legion.Build.Oci.Models;

namespace Legion.Build.Oci.Transfer;

/// <summary>Where an image is taken from.</summary>
public interface IContentSource
{
    /// <summary>What it is called in messages.</summary>
    string Name { get; }

    /// <summary>The repository blobs can be mounted from when the target is on the same registry; null: it is no registry.</summary>
    Reference? Repository { get; }

    /// <summary>Reads a manifest or index, checked, as the bytes it is.</summary>
    /// <param name="descriptor">Which.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The manifest.</returns>
    Task<RawManifest> ReadManifestAsync(Descriptor descriptor, CancellationToken cancellation);

    /// <summary>Opens a blob; digest and size are checked while it is read.</summary>
    /// <param name="descriptor">Which.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The content.</returns>
    ValueTask<Stream> OpenBlobAsync(Descriptor descriptor, CancellationToken cancellation);
}
