using Legion.Build.Artifacts.Charts.OciForm;
using Legion.Build.Oci;
using Legion.Build.Oci.Models;
using Legion.Build.Oci.Transfer;

namespace Legion.Build.Publishing.Repositories.Charts;

/// <summary>A chart in its registry form, from memory.</summary>
internal sealed class ChartContentSource(OciChart chart) : IContentSource
{
    private readonly Dictionary<Digest, ReadOnlyMemory<byte>> blobs =
        chart.Layers.Prepend(chart.Config).DistinctBy(static b => b.Descriptor.Digest).ToDictionary(static b => b.Descriptor.Digest, static b => b.Content);

    public string Name => chart.Metadata.Name;

    public Reference? Repository => null;

    public Task<RawManifest> ReadManifestAsync(Descriptor descriptor, CancellationToken cancellation) => Task.FromResult(chart.Manifest);

    public ValueTask<Stream> OpenBlobAsync(Descriptor descriptor, CancellationToken cancellation) =>
        ValueTask.FromResult<Stream>(new MemoryStream(blobs[descriptor.Digest].ToArray(), writable: false));
}
