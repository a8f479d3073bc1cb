using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Charts.OciForm;

/// <summary>A blob of a chart in a registry.</summary>
/// <param name="Descriptor">Media type, digest, size.</param>
/// <param name="Content">The bytes.</param>
public sealed record ChartBlob(Descriptor Descriptor, ReadOnlyMemory<byte> Content);
