namespace Legion.Build.TestServers;

/// <summary>What was asked of a <see cref="TokenServer"/>.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Scopes">The scopes.</param>
/// <param name="User">The user that logged in; null: no one.</param>
/// <param name="Grant">The OAuth2 grant of a POST; null: a GET.</param>
public sealed record TokenRequest(string Method, IReadOnlyList<string> Scopes, string? User, string? Grant);
