using System.Collections.Concurrent;

using Legion.Build.Manifest.Model;
using Legion.Build.Oci.Credentials;
using Legion.Build.Oci.Registry;

namespace Legion.Build.Artifacts.Charts.Dependencies;

/// <summary>The repositories one build has asked, each index read once; the vendored packages.</summary>
internal sealed class DependencySession : IDisposable
{
    private readonly ConcurrentDictionary<string, IChartRepository> repositories = new(StringComparer.Ordinal);
    private readonly BuildContext context;
    private readonly ChartOptions options;
    private readonly ConcurrentDictionary<string, RegistryClient> registries = new(StringComparer.Ordinal);
    private readonly Lazy<HttpClient> http;
    private readonly ICredentialSource logins;

    /// <summary>Prepares a session; nothing is opened before it is needed.</summary>
    public DependencySession(BuildContext context, ChartOptions options)
    {
        (this.context, this.options) = (context, options);
        Cache = new(options.VendorPath ?? Path.Join(context.IntermediatePath, ChartStation.FolderName, "vendor"));
        http = new(static () => new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(30) }) { Timeout = TimeSpan.FromMinutes(10) });
        logins = options.Credentials ?? new DependencyLogins(context.Manifest, ProcessEnvironment.Instance);
    }

    /// <summary>The vendored packages.</summary>
    public VendorCache Cache { get; }

    /// <summary>The address behind <c>@NAME</c> and <c>alias:NAME</c>: a repository of the manifest; other addresses are themselves.</summary>
    /// <returns>Null when there is no such repository.</returns>
    public string? AddressOf(string repository)
    {
        var name = repository.StartsWith('@') ? repository[1..] : repository.StartsWith("alias:", StringComparison.Ordinal) ? repository["alias:".Length..] : null;
        if (name is null) return repository;
        var known = context.Manifest.Repositories.FirstOrDefault(r => r.Name == name);
        return known?.Type == RepositoryType.Oci ? "oci://" + known.Pull : known?.Pull;
    }

    /// <summary>The repository at an address; null when its scheme is unknown.</summary>
    public IChartRepository? Open(string address)
    {
        if (address.StartsWith("oci://", StringComparison.Ordinal)) return repositories.GetOrAdd(address, a => new OciChartRepository(registries.GetOrAdd(DependencyLogins.HostOf(a)!, Registry), a));
        return Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? repositories.GetOrAdd(address, a => new HttpChartRepository(http.Value, logins, a))
            : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (http.IsValueCreated) http.Value.Dispose();
        foreach (var client in registries.Values) client.Dispose();
    }

    /// <summary>A registry, spoken to as the manifest says of its host; plain HTTP is for loopback and for what is called insecure.</summary>
    private RegistryClient Registry(string host)
    {
        var known = context.Manifest.Repositories.FirstOrDefault(r => r.Type == RepositoryType.Oci && (DependencyLogins.HostOf(r.Pull) == host || DependencyLogins.HostOf(r.Push) == host));
        var docker = new DockerConfigCredentials(ProcessEnvironment.Instance);
        return new(new RegistryClientOptions
        {
            Credentials = options.Credentials ?? (known is null ? docker : new CredentialChain(new EnvironmentCredentials(known.Name, [host], ProcessEnvironment.Instance), docker)),
            PlainHttp = host.Split(':')[0] is "localhost" or "127.0.0.1" || known?.Insecure == true,
            CertificateAuthorityFile = known?.CertificateAuthority is { } file ? Path.GetFullPath(file, context.Root) : null,
        });
    }
}
