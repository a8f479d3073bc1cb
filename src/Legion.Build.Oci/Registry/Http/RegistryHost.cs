using Legion.Build.Oci.Registry.Authentication;

namespace Legion.Build.Oci.Registry.Http;

/// <summary>One registry as this client knows it: where its API is, and how it wants to be greeted.</summary>
internal sealed class RegistryHost : IDisposable
{
    private readonly string apiHost;
    private volatile Uri @base;
    private volatile bool settled;
    private long chunkSize;

    /// <summary>For a host as references write it.</summary>
    public RegistryHost(Transport transport, string name, string apiHost)
    {
        Name = name;
        this.apiHost = apiHost;
        var secure = new Uri($"https://{apiHost}/");
        var mayBePlain = transport.Options.PlainHttp || (AddressPolicy.IsLoopback(secure) && transport.Options.CertificateAuthorityFile is null);
        @base = mayBePlain ? new Uri($"http://{apiHost}/") : secure;
        settled = !mayBePlain;
        Authenticator = new Authenticator(transport, this);
    }

    /// <summary>As written: the key of its credentials.</summary>
    public string Name { get; }

    /// <summary>The API's root.</summary>
    public Uri Base => @base;

    /// <summary>Whether it is known if it speaks TLS.</summary>
    public bool IsSettled => settled;

    /// <summary>Logs in.</summary>
    public Authenticator Authenticator { get; }

    /// <summary>Bytes of one upload request, once the registry showed that it takes no more; 0: any number.</summary>
    public long ChunkSize
    {
        get => Interlocked.Read(ref chunkSize);
        set => Interlocked.Exchange(ref chunkSize, value);
    }

    /// <summary>It answered as it was spoken to.</summary>
    public void Settle() => settled = true;

    /// <summary>It speaks TLS.</summary>
    public void UseTls()
    {
        @base = new Uri($"https://{apiHost}/");
        settled = true;
    }

    /// <inheritdoc/>
    public void Dispose() => Authenticator.Dispose();
}
