using System.Net;
using Legion.Build.Oci.Registry.Http;

namespace Legion.Build.Oci.Registry.Authentication;

/// <summary>Whether the token service a registry names may see the registry's credentials.</summary>
/// <remarks>
/// Who can put a header into a registry's answer could otherwise have every password sent to himself. Token services of real registries lie
/// on the registry's host, or below the same domain (registry-1.docker.io and auth.docker.io, registry.gitlab.com and gitlab.com).
/// </remarks>
internal static class RealmPolicy
{
    /// <summary>Whether the transport may be used at all: HTTPS, or plain HTTP where the registry itself is spoken to so.</summary>
    public static bool IsReachable(Uri registry, Uri realm) =>
        realm.Scheme == Uri.UriSchemeHttps
        || (realm.Scheme == Uri.UriSchemeHttp && (AddressPolicy.IsLoopback(realm) || (registry.Scheme == Uri.UriSchemeHttp && !AddressPolicy.IsLoopback(registry))));

    /// <summary>Whether the registry's credentials may go to the realm.</summary>
    public static bool IsTrusted(Uri registry, Uri realm)
    {
        var host = registry.IdnHost.ToLowerInvariant();
        var other = realm.IdnHost.ToLowerInvariant();
        if (host == other || (AddressPolicy.IsLoopback(registry) && AddressPolicy.IsLoopback(realm)))
            return true;
        if (IPAddress.TryParse(host, out _) || IPAddress.TryParse(other, out _))
            return false;
        if (IsBelow(other, host))
            return true;
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        var parent = dot < 0 ? "" : host[(dot + 1)..];
        return IsDomain(parent) && (other == parent || IsBelow(other, parent));
    }

    private static bool IsBelow(string host, string parent) => host.EndsWith("." + parent, StringComparison.Ordinal) && IsDomain(parent);

    // Not "io", and not "co.uk": below those lie strangers.
    private static bool IsDomain(string name)
    {
        var labels = name.Split('.');
        return labels.Length > 2 || (labels.Length == 2 && !(labels[1].Length == 2 && labels[0].Length <= 3));
    }
}
