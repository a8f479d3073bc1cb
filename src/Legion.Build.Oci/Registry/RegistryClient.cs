using System.Collections.Concurrent;
using Legion.Build.Oci.Registry.Http;

namespace Legion.Build.Oci.Registry;

/// <summary>Speaks to registries by OCI's distribution specification. Holds connections and logins: one for a whole publish. Thread-safe.</summary>
public sealed class RegistryClient : IDisposable
{
    private readonly ConcurrentDictionary<string, RegistryHost> hosts = new(StringComparer.Ordinal);

    /// <summary>Makes no connection yet.</summary>
    /// <param name="options">How registries are spoken to.</param>
    /// <exception cref="OciException">The certificate authorities cannot be read.</exception>
    public RegistryClient(RegistryClientOptions options)
    {
        Options = options;
        Transport = new Transport(options);
        Slots = new SemaphoreSlim(Math.Max(1, options.Parallel));
    }

    /// <summary>How registries are spoken to.</summary>
    public RegistryClientOptions Options { get; }

    internal Transport Transport { get; }

    /// <summary>Blobs in transfer at a time.</summary>
    internal SemaphoreSlim Slots { get; }

    /// <summary>Where which blob was last seen whole.</summary>
    internal SeenBlobs Seen { get; } = new();

    /// <summary>A repository to read from.</summary>
    /// <param name="name">Of which registry and path are used.</param>
    /// <returns>The repository.</returns>
    public RegistryRepository ToRead(Reference name) => new(this, name, push: false);

    /// <summary>A repository to write to: the right to push is asked for from the first request on.</summary>
    /// <param name="name">Of which registry and path are used.</param>
    /// <returns>The repository.</returns>
    public RegistryRepository ToWrite(Reference name) => new(this, name, push: true);

    /// <summary>Closes connections.</summary>
    public void Dispose()
    {
        Transport.Dispose();
        Slots.Dispose();
        foreach (var host in hosts.Values)
            host.Dispose();
    }

    internal RegistryHost Host(Reference name) =>
        hosts.GetOrAdd(name.Registry, static (key, arguments) => new RegistryHost(arguments.Transport, key, arguments.ApiHost), (Transport, name.ApiHost));
}
