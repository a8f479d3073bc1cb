using Legion.Build.Oci;
using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>An image a stage begins from.</summary>
/// <param name="Name">As the Dockerfile writes it.</param>
/// <param name="Digest">Of its manifest.</param>
/// <param name="Config">Its configuration.</param>
/// <param name="Layers">Its layers, lowest first.</param>
/// <param name="Layout">Where its blobs are.</param>
internal sealed record BaseImage(string Name, Digest Digest, ImageConfig Config, IReadOnlyList<AssembledLayer> Layers, OciLayout Layout);
