using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Engines;

/// <summary>A base image as an engine gets it.</summary>
/// <param name="Name">As the Dockerfile writes it.</param>
/// <param name="Descriptor">What it means.</param>
/// <param name="IsOurs">True for an image of the manifest, which the engine is given from the layout.</param>
internal sealed record EngineBase(string Name, Descriptor Descriptor, bool IsOurs)
{
    /// <summary>The name the engine knows an image of ours by: nobody's tag is ever touched.</summary>
    public string LocalName => $"localhost/legion-build/{Name.ToLowerInvariant()}:{Descriptor.Digest.Hex[..16]}";
}
