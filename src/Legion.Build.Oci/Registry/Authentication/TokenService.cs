using System.Net;
using System.Text.Json;
using Legion.Build.Oci.Credentials;
using Legion.Build.Oci.Registry.Http;

namespace Legion.Build.Oci.Registry.Authentication;

/// <summary>Exchanges credentials for a bearer token (distribution's "Token Authentication" and "OAuth2 Token Authentication").</summary>
internal sealed class TokenService(Transport transport, RegistryHost host)
{
    private const int MostBytes = 1 << 20;
    // The specification's default where a service does not say.
    private const double DefaultLifetime = 60;

    /// <summary>Gets a token for scopes.</summary>
    /// <exception cref="RegistryException">The service refused, or is none.</exception>
    public async Task<Token> FetchAsync(Challenge challenge, Scope scope, Credential? credential, CancellationToken cancellation)
    {
        var realm = Realm(challenge);
        if (credential is not null && !RealmPolicy.IsTrusted(host.Base, realm))
            credential = await transport.Options.Credentials.FindAsync(realm.Authority, cancellation);
        if (credential?.IdentityToken is { } identity)
            return await PostAsync(realm, challenge, scope, [new("grant_type", "refresh_token"), new("refresh_token", identity)], cancellation);
        using var response = await SendAsync(() => Get(realm, challenge, scope, credential), realm, cancellation);
        if (response.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed && credential is not null)
        {
            return await PostAsync(
                realm, challenge, scope, [new("grant_type", "password"), new("username", credential.Username), new("password", credential.Password)], cancellation);
        }

        return await ReadAsync(response);
    }

    private Uri Realm(Challenge challenge)
    {
        if (!Uri.TryCreate(host.Base, challenge["realm"] ?? "", out var realm) || challenge["realm"] is null or "" || realm.UserInfo.Length > 0)
            throw new RegistryException(RegistryFailure.Protocol, $"{host.Name} asks for a token and names no usable token service (realm).");
        if (!RealmPolicy.IsReachable(host.Base, realm))
            throw new RegistryException(RegistryFailure.Denied, $"{host.Name} names a token service at {realm.Scheme}://{realm.Authority}, to which nothing is sent: it is not HTTPS.");
        return realm;
    }

    private static HttpRequestMessage Get(Uri realm, Challenge challenge, Scope scope, Credential? credential)
    {
        var query = new List<string>();
        if (challenge["service"] is { Length: > 0 } service)
            query.Add("service=" + Uri.EscapeDataString(service));
        query.AddRange(scope.Values().Select(s => "scope=" + Uri.EscapeDataString(s)));
        if (credential is not null)
            query.Add("account=" + Uri.EscapeDataString(credential.Username));
        var builder = new UriBuilder(realm);
        builder.Query = string.Join('&', builder.Query.TrimStart('?') is { Length: > 0 } existing ? query.Prepend(existing) : query);
        var message = new HttpRequestMessage(HttpMethod.Get, builder.Uri);
        if (credential is not null)
            message.Headers.Authorization = Authenticator.BasicHeader(credential);
        return message;
    }

    private async Task<Token> PostAsync(
        Uri realm, Challenge challenge, Scope scope, IEnumerable<KeyValuePair<string, string>> grant, CancellationToken cancellation)
    {
        var form = grant.Concat([
            new("service", challenge["service"] ?? ""),
            new("client_id", transport.Options.UserAgent),
            new("scope", string.Join(' ', scope.Values())),
        ]).ToList();
        using var response = await SendAsync(() => new HttpRequestMessage(HttpMethod.Post, realm) { Content = new FormUrlEncodedContent(form) }, realm, cancellation);
        return await ReadAsync(response);
    }

    private async Task<RegistryResponse> SendAsync(Func<HttpRequestMessage> make, Uri realm, CancellationToken cancellation)
    {
        for (var hops = 0; ; hops++)
        {
            var message = make();
            if (hops > 0)
                message.RequestUri = realm;
            var response = await transport.ExchangeAsync(message, cancellation);
            if (!Transport.IsRedirect(response.Status))
                return response;
            using (response)
            {
                // The request carries credentials; another place is not the one they were meant for.
                var next = AddressPolicy.Follow(response.Requested, response.Header("Location"), plainHttp: false);
                if (!AddressPolicy.SameOrigin(response.Requested, next) || hops == 3)
                    throw new RegistryException(RegistryFailure.Denied, $"The token service {realm.Authority} of {host.Name} redirects to {next.Authority}; logins are not sent there.");
                realm = next;
            }
        }
    }

    private async Task<Token> ReadAsync(RegistryResponse response)
    {
        if (response.Status != HttpStatusCode.OK)
            throw await ErrorBody.ReadAsync(response, $"Asking for a token for {host.Name}", transport);
        var bytes = await response.ReadAsync(MostBytes) ?? [];
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            var value = Member(root, "token") ?? Member(root, "access_token") ?? throw new JsonException();
            var lifetime = root.TryGetProperty("expires_in", out var seconds) && seconds.TryGetDouble(out var s) && s > 0 ? Math.Min(s, 86400) : DefaultLifetime;
            // Not to its last second: the request it goes with takes time to arrive.
            transport.KeepSecret(value);
            return new Token(value, transport.Time.GetUtcNow() + TimeSpan.FromSeconds(lifetime * 0.8));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            var page = response.IsHtml ? " It sent a page for browsers: a proxy or a login stands between." : "";
            // Not the inner exception: it may quote the token.
            throw new RegistryException(RegistryFailure.Protocol, $"The token service {response.Requested.Authority} of {host.Name} sent no token.{page}");
        }
    }

    private static string? Member(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String && member.GetString() is { Length: > 0 } value
            ? value
            : null;
}
