namespace Legion.Build.Oci.Credentials;

/// <summary>Where credentials are kept. Implementations must be thread-safe.</summary>
public interface ICredentialSource
{
    /// <summary>Finds what opens a host.</summary>
    /// <param name="host">Host and port as references write it: <c>docker.io</c>, <c>nexus.example.org:443</c>.</param>
    /// <param name="cancellation">Ends a helper program's work.</param>
    /// <returns>The credential; null: this source has none.</returns>
    /// <exception cref="OciException">The source is there and cannot be used.</exception>
    ValueTask<Credential?> FindAsync(string host, CancellationToken cancellation);
}
