namespace Legion.Build.Oci.Credentials;

/// <summary>The login in a repository's variables (<see cref="VariableLogin"/>), for a registry.</summary>
/// <remarks>A token alone is sent as a finished bearer token. It opens the repository's own hosts and no others, whoever asks for a login on the way.</remarks>
/// <param name="repository">Its name in the manifest, such as <c>docker-hub</c>.</param>
/// <param name="hosts">Its hosts (push and pull), as references write them.</param>
/// <param name="environment">Where variables are read.</param>
public sealed class EnvironmentCredentials(string repository, IEnumerable<string> hosts, IEnvironment environment) : ICredentialSource
{
    private readonly HashSet<string> hosts = hosts.ToHashSet(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<Credential?> FindAsync(string host, CancellationToken cancellation) => ValueTask.FromResult(
        !hosts.Contains(host) || VariableLogin.Read(repository, environment.Variable) is not { } login ? null
        : login.Username is { } user ? Credential.ForUser(user, login.Secret)
        : Credential.ForRegistryToken(login.Secret));
}
