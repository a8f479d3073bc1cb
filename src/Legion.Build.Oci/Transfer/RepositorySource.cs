using Legion.Build.Oci.Models;
using Legion.Build.Oci.Registry;

namespace Legion.Build.Oci.Transfer;

/// <summary>Takes images from a registry.</summary>
/// <param name="repository">Where they are.</param>
/// <param name="mountFrom">What the registry itself calls the repository, where reading goes through another host; null: the same.</param>
public sealed class RepositorySource(RegistryRepository repository, Reference? mountFrom = null) : IContentSource
{
    /// <inheritdoc/>
    public string Name => repository.Name.Name;

    /// <inheritdoc/>
    public Reference? Repository => mountFrom ?? repository.Name;

    /// <inheritdoc/>
    public Task<RawManifest> ReadManifestAsync(Descriptor descriptor, CancellationToken cancellation) =>
        repository.ReadManifestAsync(descriptor.Digest.ToString(), cancellation);

    /// <inheritdoc/>
    public ValueTask<Stream> OpenBlobAsync(Descriptor descriptor, CancellationToken cancellation) =>
        ValueTask.FromResult(repository.OpenBlob(descriptor, cancellation));
}
