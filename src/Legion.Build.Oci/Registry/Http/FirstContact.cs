using System.Net;

namespace Legion.Build.Oci.Registry.Http;

/// <summary>Finds out whether a host that may be spoken to in plain HTTP speaks it, or TLS.</summary>
internal static class FirstContact
{
    /// <summary>Sends a request in plain HTTP, and with TLS when the answer looks like a TLS server's.</summary>
    public static async Task<RegistryResponse> MakeAsync(RegistryHost host, Uri target, Func<Uri, Task<RegistryResponse>> send)
    {
        RegistryResponse? refused = null;
        TransientException? broken = null;
        try
        {
            var response = await send(target);
            // TLS servers answer plain HTTP with a 400 that bears no mark of a registry.
            if (response.Status != HttpStatusCode.BadRequest || response.Header("Docker-Distribution-Api-Version") is not null)
            {
                host.Settle();
                return response;
            }

            refused = response;
        }
        catch (TransientException e) when (e.Failure.Failure == RegistryFailure.Unavailable && e.Failure.InnerException is HttpRequestException)
        {
            // Or they hang up.
            broken = e;
        }

        try
        {
            var response = await send(new UriBuilder(target) { Scheme = Uri.UriSchemeHttps, Port = target.Port }.Uri);
            host.UseTls();
            refused?.Dispose();
            return response;
        }
        catch (Exception e) when (e is TransientException or RegistryException)
        {
            if (e is RegistryException { InnerException.InnerException: System.Security.Authentication.AuthenticationException authentication } && IsUntrusted(authentication))
            {
                refused?.Dispose();
                throw;
            }

            // Not TLS either: what came first stands.
            if (refused is null)
                throw broken!;
            host.Settle();
            return refused;
        }
    }

    // The handshake got as far as the certificate: it is TLS, and the certificate is the trouble.
    private static bool IsUntrusted(System.Security.Authentication.AuthenticationException e) =>
        e.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase);
}
