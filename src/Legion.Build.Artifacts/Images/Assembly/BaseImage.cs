using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>An image a stage begins from.</summary>
/// <param name="Name">As the Dockerfile writes it.</param>
/// <param name="Manifest">Its manifest.</param>
/// <param name="Config">Its configuration.</param>
/// <param name="Layers">Its layers, lowest first.</param>
/// <param name="Layout">Where its blobs are.</param>
/// <param name="Entry">Its entry there.</param>
internal sealed record BaseImage(string Name, Descriptor Manifest, ImageConfig Config, IReadOnlyList<AssembledLayer> Layers, OciLayout Layout, string Entry);
