using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>Finds the images Dockerfiles begin from.</summary>
internal interface IBaseImages
{
    /// <summary>The digest of the image of that name: what a fingerprint holds of it.</summary>
    /// <param name="name">As the Dockerfile writes it.</param>
    /// <param name="platform">What it must run on.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="Oci.OciException">There is none, or it cannot be had.</exception>
    Task<Descriptor> ResolveAsync(string name, Platform platform, CancellationToken cancellation);

    /// <summary>True for an image an engine of its own could not get at: it is to be given what is on this machine.</summary>
    /// <param name="name">As the Dockerfile writes it.</param>
    bool MustBeGiven(string name);

    /// <summary>The image of that name, its blobs brought to this machine.</summary>
    /// <param name="name">As the Dockerfile writes it.</param>
    /// <param name="platform">What it must run on.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="Oci.OciException">There is none, or it cannot be had.</exception>
    Task<BaseImage> GetAsync(string name, Platform platform, CancellationToken cancellation);
}
