namespace Legion.Build.Oci.Credentials;

/// <summary>Several sources; the first that knows a host decides.</summary>
/// <param name="sources">In order.</param>
public sealed class CredentialChain(params IReadOnlyList<ICredentialSource> sources) : ICredentialSource
{
    /// <inheritdoc/>
    public async ValueTask<Credential?> FindAsync(string host, CancellationToken cancellation)
    {
        foreach (var source in sources)
        {
            if (await source.FindAsync(host, cancellation) is { } found)
                return found;
        }

        return null;
    }
}
