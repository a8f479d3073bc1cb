namespace Legion.Build.Oci.Credentials;

/// <summary>A login as variables named after a repository say it: <c>LEGION_DOCKER_HUB_USERNAME</c>, <c>…_PASSWORD</c>, <c>…_TOKEN</c>. The one reading of them, for every type of repository.</summary>
/// <remarks>
/// <c>_TOKEN</c> goes before <c>_PASSWORD</c>: who sets both has narrowed a login that was there. With <c>_USERNAME</c> either is that user's
/// password. A token alone is sent as the repository's type sends tokens: a bearer token to registries and HTTP, <c>__token__</c> to PyPI,
/// <c>x-access-token</c> to git. A user without a secret, or a password without a user, is an error. No record, and its text says nothing: a
/// secret must not be printed by accident.
/// </remarks>
public sealed class VariableLogin
{
    private VariableLogin(string? username, string secret) => (Username, Secret) = (username, secret);

    /// <summary>The user; null with a token alone.</summary>
    public string? Username { get; }

    /// <summary>The user's password, or the token.</summary>
    public string Secret { get; }

    /// <summary>What the variables of a repository begin with: <c>LEGION_</c>, the name in capitals, other characters than letters and digits as <c>_</c>, and <c>_</c>.</summary>
    /// <param name="repository">Its name in the manifest.</param>
    /// <returns>Such as <c>LEGION_DOCKER_HUB_</c>.</returns>
    public static string Prefix(string repository) =>
        "LEGION_" + string.Concat(repository.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_')) + "_";

    /// <summary>Reads the login of a repository.</summary>
    /// <param name="repository">Its name in the manifest, such as <c>docker-hub</c>.</param>
    /// <param name="variable">Reads a variable; null or empty: it is not set.</param>
    /// <returns>The login; null when no variable is set.</returns>
    /// <exception cref="OciException">Half a login is set; the message names the variables.</exception>
    public static VariableLogin? Read(string repository, Func<string, string?> variable)
    {
        var prefix = Prefix(repository);
        string? Value(string name) => variable(prefix + name) is { Length: > 0 } value ? value : null;
        var (user, password, token) = (Value("USERNAME"), Value("PASSWORD"), Value("TOKEN"));
        if ((token ?? password) is not { } secret)
            return user is null ? null : throw new OciException($"{prefix}USERNAME is set, and neither {prefix}TOKEN nor {prefix}PASSWORD is.");
        if (user is null && token is null)
            throw new OciException($"{prefix}PASSWORD is set, and {prefix}USERNAME is not.");
        return new(user, secret);
    }

    /// <summary>Says which kind it is, and nothing of it.</summary>
    /// <returns>Such as <c>login (token)</c>.</returns>
    public override string ToString() => Username is null ? "login (token)" : "login (user)";
}
