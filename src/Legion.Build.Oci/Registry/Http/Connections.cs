using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Legion.Build.Oci.Registry.Http;

/// <summary>Makes the connection pool.</summary>
internal static class Connections
{
    /// <summary>Redirects, cookies and compression are off: each would do behind our back what must be checked or counted.</summary>
    public static SocketsHttpHandler Create(RegistryClientOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = System.Net.DecompressionMethods.None,
            ConnectTimeout = options.IdleTimeout < TimeSpan.FromSeconds(30) ? options.IdleTimeout : TimeSpan.FromSeconds(30),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            Expect100ContinueTimeout = TimeSpan.FromSeconds(1),
        };
        if (options.CertificateAuthorityFile is { } file)
            handler.SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Trusting(Load(file)) };
        return handler;
    }

    private static X509Certificate2Collection Load(string file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or CryptographicException or UnauthorizedAccessException)
        {
            throw new OciException($"The certificate authorities in '{file}' cannot be read: {e.Message}", e);
        }

        return authorities.Count > 0 ? authorities : throw new OciException($"'{file}' holds no certificate in PEM form.");
    }

    // Beside the system's authorities, not instead of them: a private registry may redirect to public storage.
    private static RemoteCertificateValidationCallback Trusting(X509Certificate2Collection authorities) => (_, certificate, presented, errors) =>
    {
        if (errors == SslPolicyErrors.None)
            return true;
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 leaf)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (presented is not null)
        {
            foreach (var element in presented.ChainElements)
                chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return chain.Build(leaf);
    };
}
