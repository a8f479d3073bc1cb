using Legion.Build.Publishing.Plans;

namespace Legion.Build.Publishing.Repositories;

/// <summary>A repository that published artifacts can be taken from, for a promotion.</summary>
public interface IArtifactReader
{
    /// <summary>Reads the bytes of a chart's package or of a Python file.</summary>
    /// <param name="item">An item of a release record.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The bytes; null when nothing stands there.</returns>
    Task<byte[]?> ReadAsync(ReleaseItem item, CancellationToken cancellation);

    /// <summary>Opens an image by its digest; its blobs stay where they are until somebody reads them.</summary>
    /// <param name="item">An image of a release record.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The image, good as long as the repository is open; null when it is not there.</returns>
    Task<PublishedImage?> OpenImageAsync(ReleaseItem item, CancellationToken cancellation) => Task.FromResult<PublishedImage?>(null);
}
