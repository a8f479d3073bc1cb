namespace Legion.Build.Oci.Credentials;

/// <summary>Everything is asked for without a name.</summary>
public sealed class NoCredentials : ICredentialSource
{
    private NoCredentials()
    {
    }

    /// <summary>The one instance.</summary>
    public static NoCredentials Instance { get; } = new();

    /// <inheritdoc/>
    public ValueTask<Credential?> FindAsync(string host, CancellationToken cancellation) => ValueTask.FromResult<Credential?>(null);
}
