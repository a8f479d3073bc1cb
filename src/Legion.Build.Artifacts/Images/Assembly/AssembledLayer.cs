using Legion.Build.Oci;
using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>A layer as it stands in the layout.</summary>
/// <param name="Descriptor">The blob.</param>
/// <param name="DiffId">Digest of the uncompressed tar.</param>
internal sealed record AssembledLayer(Descriptor Descriptor, Digest DiffId);
