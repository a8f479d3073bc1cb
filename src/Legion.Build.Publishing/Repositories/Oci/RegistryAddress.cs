using Legion.Build.Manifest.Model;
using Legion.Build.Oci;

namespace Legion.Build.Publishing.Repositories.Oci;

/// <summary>Addresses of an <c>oci</c> repository: host, port and path, as <c>docker push</c> takes them.</summary>
internal static class RegistryAddress
{
    /// <summary>Where an artifact is in a repository.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="address">Its push or its pull address; <c>oci://</c>, as Helm writes it, may stand before it.</param>
    /// <param name="name">The artifact.</param>
    /// <exception cref="PublishException">It is no address.</exception>
    public static Reference Of(Repository repository, string address, string name)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var place = (scheme < 0 ? address : address[(scheme + 3)..]).TrimEnd('/');
        return Reference.TryParse(place + "/" + name, out var reference, out var error)
            ? reference
            : throw new PublishException(PublishFailure.Protocol, $"the address '{address}' of '{repository.Name}' is no registry's: {error}");
    }
}
