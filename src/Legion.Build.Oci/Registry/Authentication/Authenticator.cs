using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Legion.Build.Oci.Credentials;
using Legion.Build.Oci.Registry.Http;

namespace Legion.Build.Oci.Registry.Authentication;

/// <summary>Answers one registry's challenges. What it learned at the first 401 serves all later requests.</summary>
internal sealed class Authenticator : IDisposable
{
    private readonly Transport transport;
    private readonly RegistryHost host;
    private readonly TokenService tokenService;
    private readonly SemaphoreSlim gate = new(1);
    private readonly ConcurrentDictionary<string, Token> tokens = new(StringComparer.Ordinal);
    private Task<Credential?>? credential;
    private volatile Challenge? challenge;

    /// <summary>For one host.</summary>
    public Authenticator(Transport transport, RegistryHost host)
    {
        this.transport = transport;
        this.host = host;
        tokenService = new TokenService(transport, host);
    }

    /// <summary>Whether the registry asked for a login and there are no credentials for it.</summary>
    public bool LacksCredentials => challenge is not null && credential is { IsCompletedSuccessfully: true, Result: null };

    /// <summary>The Basic header of a user with a password.</summary>
    public static AuthenticationHeaderValue BasicHeader(Credential credential) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credential.Username + ":" + credential.Password)));

    /// <summary>The Authorization header for a request; null as long as the registry asked for none.</summary>
    public async Task<string?> HeaderAsync(Scope scope, CancellationToken cancellation)
    {
        if (challenge is not { } known)
            return null;
        if (tokens.TryGetValue(Key(scope), out var token) && !token.IsStale(transport.Time.GetUtcNow()) && known.Scheme == "bearer")
            return token.Header;
        return await LoginAsync(known, scope, stale: token?.Header, cancellation);
    }

    /// <summary>Takes in a 401.</summary>
    /// <param name="headers">All WWW-Authenticate headers.</param>
    /// <param name="scope">What was to be done.</param>
    /// <param name="used">The Authorization header that was refused; null: none was sent.</param>
    /// <param name="cancellation">Ends a login.</param>
    /// <returns>Whether trying again may help.</returns>
    public async Task<bool> ChallengedAsync(IEnumerable<string> headers, Scope scope, string? used, CancellationToken cancellation)
    {
        var offered = Challenge.Parse(headers);
        var bearer = offered.FirstOrDefault(c => c.Scheme == "bearer" && c["realm"] is not null);
        var basic = offered.FirstOrDefault(c => c.Scheme == "basic");
        if (bearer is not null)
        {
            try
            {
                challenge = bearer;
                return await LoginAsync(bearer, scope, used, cancellation) is { } header && header != used;
            }
            catch (RegistryException e) when (e.Failure == RegistryFailure.Denied && basic is not null)
            {
                // Nexus offers both and serves only the realm that is switched on.
                transport.Options.Trace?.Invoke($"{host.Name}: no token, trying Basic");
            }
        }

        if (basic is null)
            return false;
        challenge = basic;
        return await LoginAsync(basic, scope, used, cancellation) is { } value && value != used;
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private async Task<string?> LoginAsync(Challenge known, Scope scope, string? stale, CancellationToken cancellation)
    {
        var found = await CredentialAsync(cancellation);
        if (found?.RegistryToken is { } finished)
            return "Bearer " + finished;
        if (known.Scheme == "basic")
            return found is null || found.IdentityToken is not null ? null : BasicHeader(found).ToString();
        // One login at a time: eight uploads that meet an expired token together need one new token.
        await gate.WaitAsync(cancellation);
        try
        {
            if (tokens.TryGetValue(Key(scope), out var token) && token.Header != stale && !token.IsStale(transport.Time.GetUtcNow()))
                return token.Header;
            tokens.TryRemove(Key(scope), out _);
            token = await tokenService.FetchAsync(known, scope, found, cancellation);
            tokens[Key(scope)] = token;
            return token.Header;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<Credential?> CredentialAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            if (credential is null || credential.IsFaulted || credential.IsCanceled)
                credential = FindAsync(cancellation);
            return await credential;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<Credential?> FindAsync(CancellationToken cancellation)
    {
        var found = await transport.Options.Credentials.FindAsync(host.Name, cancellation);
        if (found is null)
            return null;
        transport.KeepSecret(found.Password);
        transport.KeepSecret(found.IdentityToken);
        transport.KeepSecret(found.RegistryToken);
        transport.KeepSecret(BasicHeader(found).Parameter);
        return found;
    }

    private static string Key(Scope scope) => string.Join(' ', scope.Values());
}
