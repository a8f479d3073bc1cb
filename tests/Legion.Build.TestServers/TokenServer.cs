using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Web;

namespace Legion.Build.TestServers;

/// <summary>A token service in the form distribution documents: GET with Basic, POST with a password or a refresh token; signs what docker-registry checks.</summary>
public sealed class TokenServer : IAsyncDisposable
{
    /// <summary>The service the tokens are for.</summary>
    public const string Service = "test-registry";

    /// <summary>Who signs them.</summary>
    public const string Issuer = "test-issuer";

    private readonly LoopbackListener listener;
    private readonly RSA key = RSA.Create(2048);
    private readonly X509Certificate2 certificate;
    private readonly ConcurrentQueue<TokenRequest> requests = new();

    private TokenServer()
    {
        var now = DateTimeOffset.UtcNow;
        certificate = new CertificateRequest("CN=test-issuer", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        listener = new(ServeAsync);
    }

    /// <summary>Its address.</summary>
    public string Realm => listener.Url + "token";

    /// <summary>The certificate docker-registry trusts.</summary>
    public string CertificatePem => certificate.ExportCertificatePem();

    /// <summary>The user that may push; anyone may pull.</summary>
    public string Username { get; init; } = "user";

    /// <summary>The user's password.</summary>
    public string Password { get; private init; } = "";

    /// <summary>The refresh token that stands for the user.</summary>
    public string IdentityToken { get; init; } = "identity-token";

    /// <summary>How long a token says it lives.</summary>
    public int ExpiresIn { get; set; } = 300;

    /// <summary>How long it does live: less than <see cref="ExpiresIn"/> makes tokens stale before their time.</summary>
    public int LivesFor { get; set; } = 300;

    /// <summary>Whether GET is answered; some services know only OAuth2's POST.</summary>
    public bool TakesGet { get; set; } = true;

    /// <summary>Everything asked so far.</summary>
    public IReadOnlyCollection<TokenRequest> Requests => requests;

    /// <summary>Starts one on a free port.</summary>
    /// <param name="password">The user's password.</param>
    public static TokenServer Start(string password = "correct horse") => new() { Password = password };

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        listener.Dispose();
        certificate.Dispose();
        key.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A token as the service would give it.</summary>
    public string Sign(IEnumerable<string> scopes, bool mayPush)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var access = scopes.Select(s => s.Split(':')).Where(p => p.Length >= 3).Select(p => new
        {
            type = p[0],
            name = string.Join(':', p[1..^1]),
            actions = p[^1].Split(',').Where(a => a == "pull" || mayPush).ToArray(),
        });
        var header = JsonSerializer.SerializeToUtf8Bytes(new { typ = "JWT", alg = "RS256", x5c = new[] { Convert.ToBase64String(certificate.RawData) } });
        var claims = JsonSerializer.SerializeToUtf8Bytes(new
        {
            iss = Issuer,
            sub = mayPush ? Username : "",
            aud = Service,
            nbf = now - 600,
            iat = now,
            // distribution allows a minute for clocks that differ.
            exp = now + LivesFor - 60,
            jti = Guid.NewGuid().ToString("N"),
            access = access.ToArray(),
        });
        var signed = Base64Url.EncodeToString(header) + "." + Base64Url.EncodeToString(claims);
        return signed + "." + Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        using (context.Response) await AnswerAsync(context.Request, context.Response);
    }

    private async Task AnswerAsync(HttpListenerRequest request, HttpListenerResponse response)
    {
        using var reader = new StreamReader(request.InputStream);
        var form = HttpUtility.ParseQueryString(request.HttpMethod == "POST" ? await reader.ReadToEndAsync() : request.Url!.Query);
        var scopes = (form.GetValues("scope") ?? []).SelectMany(s => s.Split(' ')).ToList();
        var grant = request.HttpMethod == "POST" ? form["grant_type"] : null;
        var (given, right) = request.HttpMethod == "POST" ? Posted(form, grant) : Basic(request.Headers["Authorization"]);
        requests.Enqueue(new TokenRequest(request.HttpMethod, scopes, given, grant));
        if (request.HttpMethod == "GET" && !TakesGet)
        {
            response.StatusCode = 405;
            return;
        }

        if (given is not null && !right)
        {
            response.StatusCode = 401;
            await response.OutputStream.WriteAsync("""{"errors":[{"code":"UNAUTHORIZED","message":"wrong user or password"}]}"""u8.ToArray());
            return;
        }

        response.ContentType = "application/json";
        await response.OutputStream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new { token = Sign(scopes, mayPush: right), expires_in = ExpiresIn }));
    }

    private (string? User, bool Right) Posted(System.Collections.Specialized.NameValueCollection form, string? grant) => grant switch
    {
        "password" => (form["username"], form["username"] == Username && form["password"] == Password),
        "refresh_token" => (Username, form["refresh_token"] == IdentityToken),
        _ => ("", false),
    };

    private (string? User, bool Right) Basic(string? header)
    {
        if (header is null || !header.StartsWith("Basic ", StringComparison.Ordinal))
            return (null, false);
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(header["Basic ".Length..]));
        return (text.Split(':')[0], text == Username + ":" + Password);
    }
}
