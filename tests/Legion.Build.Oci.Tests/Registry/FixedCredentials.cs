using Legion.Build.Oci.Credentials;

namespace Legion.Build.Oci.Tests.Registry;

/// <summary>One credential for one host; remembers who asked.</summary>
internal sealed class FixedCredentials(string host, Credential credential) : ICredentialSource
{
    public List<string> Asked { get; } = [];

    public ValueTask<Credential?> FindAsync(string asked, CancellationToken cancellation)
    {
        lock (Asked)
        {
            Asked.Add(asked);
        }

        return ValueTask.FromResult(asked == host ? credential : null);
    }
}
