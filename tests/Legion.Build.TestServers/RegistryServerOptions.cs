namespace Legion.Build.TestServers;

/// <summary>What kind of registry is wanted.</summary>
public sealed record RegistryServerOptions
{
    /// <summary>The user that may use it; null: everyone.</summary>
    public string? Username { get; init; }

    /// <summary>The user's password.</summary>
    public string Password { get; init; } = "";

    /// <summary>Whether it speaks TLS, with a certificate of the server's own authority.</summary>
    public bool Tls { get; init; }

    /// <summary>The token service it sends its users to; null: none.</summary>
    public TokenServer? Tokens { get; init; }
}
