namespace Legion.Build.Oci.Credentials;

/// <summary>What opens a registry. No record, and its text says nothing: a secret must not be printed by accident.</summary>
public sealed class Credential
{
    private Credential(string username, string password, string? identityToken, string? registryToken)
    {
        Username = username;
        Password = password;
        IdentityToken = identityToken;
        RegistryToken = registryToken;
    }

    /// <summary>The user; empty with a token.</summary>
    public string Username { get; }

    /// <summary>The password or personal access token; empty with another token.</summary>
    public string Password { get; }

    /// <summary>An OAuth2 refresh token, exchanged at the token service; null: none.</summary>
    public string? IdentityToken { get; }

    /// <summary>A bearer token sent as it is; null: none.</summary>
    public string? RegistryToken { get; }

    /// <summary>A user with a password.</summary>
    /// <param name="username">The user.</param>
    /// <param name="password">The password.</param>
    /// <returns>The credential.</returns>
    public static Credential ForUser(string username, string password) => new(username, password, identityToken: null, registryToken: null);

    /// <summary>A refresh token, as <c>docker login</c> keeps it in <c>identitytoken</c>.</summary>
    /// <param name="token">The token.</param>
    /// <returns>The credential.</returns>
    public static Credential ForIdentityToken(string token) => new("", "", token, registryToken: null);

    /// <summary>A finished bearer token, as <c>registrytoken</c> in Docker's configuration.</summary>
    /// <param name="token">The token.</param>
    /// <returns>The credential.</returns>
    public static Credential ForRegistryToken(string token) => new("", "", identityToken: null, token);

    /// <summary>Says which kind it is, and nothing of it.</summary>
    /// <returns>Such as <c>credential (password)</c>.</returns>
    public override string ToString() =>
        RegistryToken is not null ? "credential (bearer token)" : IdentityToken is not null ? "credential (identity token)" : "credential (password)";
}
