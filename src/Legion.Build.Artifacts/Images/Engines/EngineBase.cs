using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Engines;

/// <summary>A base image as an engine gets it.</summary>
/// <param name="Name">As the Dockerfile writes it.</param>
/// <param name="Platform">What it must run on.</param>
/// <param name="Descriptor">What it means.</param>
/// <param name="IsGiven">True for an image the engine is given and does not pull: one of the manifest, or of a registry that only we are told how to reach.</param>
internal sealed record EngineBase(string Name, Platform Platform, Descriptor Descriptor, bool IsGiven)
{
    /// <summary>The name the engine knows an image it is given by: nobody's tag is ever touched.</summary>
    public string LocalName => $"localhost/legion-build/{LocalPath}:{Descriptor.Digest.Hex[..16]}-{Platform.ToString().Replace('/', '-')}";

    // A registry's port and a digest are no part of a path.
    private string LocalPath => Name.Split('@')[0].Replace(':', '-').ToLowerInvariant();
}
