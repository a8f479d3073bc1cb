using System.Net;

namespace Legion.Build.Oci.Registry.Http;

/// <summary>Which addresses may be spoken to, and which may have credentials.</summary>
internal static class AddressPolicy
{
    /// <summary>Whether two addresses are one place: scheme, host and port equal. Credentials of one go to the other only then.</summary>
    public static bool SameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && SameHost(one, other) && one.Port == other.Port;

    /// <summary>Whether a host is this machine.</summary>
    public static bool IsLoopback(Uri uri) =>
        uri.IsLoopback || (IPAddress.TryParse(uri.DnsSafeHost, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Resolves the address a registry gave in Location.</summary>
    /// <param name="from">The request's address.</param>
    /// <param name="location">The header's value.</param>
    /// <param name="plainHttp">Whether plain HTTP is allowed beyond this machine.</param>
    /// <exception cref="RegistryException">It is no address, or one that must not be followed.</exception>
    public static Uri Follow(Uri from, string? location, bool plainHttp)
    {
        if (string.IsNullOrEmpty(location) || !Uri.TryCreate(from, location, out var to))
            throw new RegistryException(RegistryFailure.Protocol, $"{from.Authority} gave no address to go on with (header Location).");
        if (to.Scheme != Uri.UriSchemeHttps && to.Scheme != Uri.UriSchemeHttp)
            throw new RegistryException(RegistryFailure.Protocol, $"{from.Authority} redirects to '{to.Scheme}:', which is not followed.");
        if (to.UserInfo.Length > 0)
            throw new RegistryException(RegistryFailure.Protocol, $"{from.Authority} redirects to an address with a user name in it, which is not followed.");
        if (from.Scheme == Uri.UriSchemeHttps && to.Scheme == Uri.UriSchemeHttp)
            return Secured(from, to, plainHttp);
        return to;
    }

    // A registry behind a TLS proxy that does not tell it so gives its own address with http: the same host is meant.
    private static Uri Secured(Uri from, Uri to, bool plainHttp)
    {
        if (SameHost(from, to) && (to.Port == from.Port || to.IsDefaultPort))
            return new UriBuilder(to) { Scheme = from.Scheme, Port = from.Port }.Uri;
        if (plainHttp || IsLoopback(to))
            return to;
        throw new RegistryException(RegistryFailure.Protocol, $"{from.Authority} redirects to plain HTTP on {to.Authority}, which is not followed.");
    }

    private static bool SameHost(Uri one, Uri other) =>
        string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);
}
