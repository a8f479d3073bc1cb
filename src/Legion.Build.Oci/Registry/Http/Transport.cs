using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;

namespace Legion.Build.Oci.Registry.Http;

/// <summary>Sends requests: logs in, follows redirects, watches for idleness, and says what went wrong.</summary>
internal sealed class Transport : IDisposable
{
    private const int MostRedirects = 5;
    private const int MostLogins = 2;
    private readonly HttpMessageInvoker http;
    private readonly ConcurrentDictionary<string, bool> secrets = new(StringComparer.Ordinal);

    /// <summary>With its own connection pool.</summary>
    public Transport(RegistryClientOptions options)
    {
        Options = options;
        http = new HttpMessageInvoker(Connections.Create(options));
        Retry = new Retry(options);
    }

    /// <summary>The options.</summary>
    public RegistryClientOptions Options { get; }

    /// <summary>Tries again.</summary>
    public Retry Retry { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time => Options.Time;

    /// <summary>Whether a status redirects.</summary>
    public static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found
        or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    /// <summary>Remembers what no message may hold.</summary>
    public void KeepSecret(string? secret)
    {
        // Shorter ones would blot out ordinary words.
        if (secret is { Length: >= 4 })
            secrets.TryAdd(secret, true);
    }

    /// <summary>Takes secrets out of what a server said: some echo the request.</summary>
    public string Scrub(string text) => secrets.Keys.Aggregate(text, (current, secret) => current.Replace(secret, "***", StringComparison.Ordinal));

    /// <summary>What to do about a refusal.</summary>
    public string DeniedHint(HttpStatusCode status) => status == HttpStatusCode.Unauthorized
        ? " Check the credentials (docker login)." + (Options.CredentialHint is null ? "" : " " + Options.CredentialHint)
        : " The user may not do this there.";

    /// <summary>Sends until there is an answer that is not transient; any such answer is returned.</summary>
    public Task<RegistryResponse> SendAsync(RegistryHost host, RegistryRequest request, string what, CancellationToken cancellation) =>
        Retry.RunAsync(async (_, token) =>
        {
            var response = await SendOnceAsync(host, request, token);
            if (!ErrorBody.IsTransient(response.Status))
                return response;
            using (response)
            {
                throw await ErrorBody.ReadAsync(response, what, this);
            }
        }, cancellation);

    /// <summary>Sends once; logging in and following redirects are part of that.</summary>
    /// <exception cref="TransientException">There was no answer.</exception>
    public async Task<RegistryResponse> SendOnceAsync(RegistryHost host, RegistryRequest request, CancellationToken cancellation)
    {
        Uri? redirected = null;
        for (int hops = 0, logins = 0; ;)
        {
            var target = redirected ?? (request.Target.IsAbsoluteUri ? request.Target : new Uri(host.Base, "/v2/" + request.Target));
            var ours = AddressPolicy.SameOrigin(target, host.Base);
            var authorization = ours ? await host.Authenticator.HeaderAsync(request.Scope, cancellation) : null;
            var response = await ExchangeAsync(host, request, target, authorization, cancellation);
            if (response.Status == HttpStatusCode.Unauthorized && ours && logins++ < MostLogins
                && await RetryLoginAsync(host, request, response, authorization, cancellation))
                continue;
            if (response.Status == HttpStatusCode.ExpectationFailed && request.ExpectContinue)
            {
                response.Dispose();
                request = request with { ExpectContinue = false };
                continue;
            }

            if (!IsRedirect(response.Status) || !MayFollow(request.Method, response.Status))
                return response;
            using (response)
            {
                redirected = AddressPolicy.Follow(target, response.Header("Location"), Options.PlainHttp);
                if (++hops > MostRedirects)
                    throw new RegistryException(RegistryFailure.Protocol, $"{host.Name} redirects more than {MostRedirects} times, last to {redirected.Authority}.", response.Status);
            }
        }
    }

    /// <summary>Sends one message as it is.</summary>
    public Task<RegistryResponse> ExchangeAsync(HttpRequestMessage message, CancellationToken cancellation) =>
        ExchangeAsync(message, new IdleWatch(Options.IdleTimeout, Time, cancellation), cancellation);

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    // A body is sent again only where the status says that the request is meant to be repeated as it is (RFC 9110, 15.4).
    private static bool MayFollow(HttpMethod method, HttpStatusCode status) =>
        method == HttpMethod.Get || method == HttpMethod.Head || status is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static async Task<bool> RetryLoginAsync(
        RegistryHost host, RegistryRequest request, RegistryResponse response, string? used, CancellationToken cancellation)
    {
        var headers = response.Headers.NonValidated.TryGetValues("WWW-Authenticate", out var values) ? values.ToArray() : [];
        try
        {
            if (!await host.Authenticator.ChallengedAsync(headers, request.Scope, used, cancellation))
                return false;
        }
        catch
        {
            response.Dispose();
            throw;
        }

        response.Dispose();
        return true;
    }

    private Task<RegistryResponse> ExchangeAsync(
        RegistryHost host, RegistryRequest request, Uri target, string? authorization, CancellationToken cancellation)
    {
        Task<RegistryResponse> To(Uri address)
        {
            var watch = new IdleWatch(Options.IdleTimeout, Time, cancellation);
            var message = new HttpRequestMessage(request.Method, address) { Content = request.Content?.Invoke(watch) };
            if (authorization is not null)
                message.Headers.TryAddWithoutValidation("Authorization", authorization);
            if (request.ExpectContinue)
                message.Headers.ExpectContinue = true;
            request.Prepare?.Invoke(message);
            return ExchangeAsync(message, watch, cancellation);
        }

        return host.IsSettled ? To(target) : FirstContact.MakeAsync(host, target, To);
    }

    private async Task<RegistryResponse> ExchangeAsync(HttpRequestMessage message, IdleWatch watch, CancellationToken cancellation)
    {
        var target = message.RequestUri!;
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue(Options.UserAgent, productVersion: null));
        var started = Options.Trace is null ? 0 : Time.GetTimestamp();
        try
        {
            var response = await http.SendAsync(message, watch.Token);
            Options.Trace?.Invoke($"{message.Method} {target.Authority}{target.AbsolutePath} {(int)response.StatusCode} {Time.GetElapsedTime(started).TotalMilliseconds:0} ms");
            return new RegistryResponse(response, watch, target);
        }
        catch (Exception e)
        {
            watch.Dispose();
            Options.Trace?.Invoke($"{message.Method} {target.Authority}{target.AbsolutePath} {e.GetType().Name}");
            if (Translate(e, message, watch, cancellation) is { } better)
                throw better;
            throw;
        }
        finally
        {
            message.Dispose();
        }
    }

    private static Exception? Translate(Exception e, HttpRequestMessage message, IdleWatch watch, CancellationToken cancellation)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            // The content itself is bad: no fault of the network.
            if (cause is OciException or TransientException)
                return cause;
        }

        cancellation.ThrowIfCancellationRequested();
        var where = $"{message.Method} to {message.RequestUri!.Authority}";
        if (e is OperationCanceledException)
            return new TransientException(new RegistryException(RegistryFailure.Unavailable, $"{where}: nothing moved for {watch.Limit.TotalSeconds:0.#} s.", status: null, e));
        if (e is not (HttpRequestException or IOException))
            return null;
        var error = (e as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown;
        var unreachable = error is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
        var failure = new RegistryException(unreachable ? RegistryFailure.Unreachable : RegistryFailure.Unavailable, $"{where}: {Reason(e)}", status: null, e);
        return e.InnerException is AuthenticationException ? failure : new TransientException(failure);
    }

    private static string Reason(Exception e) => e.InnerException is AuthenticationException authentication
        ? $"no trusted TLS connection: {authentication.Message} If the registry has a private certificate authority, say which (ca)."
        : e is HttpRequestException && e.InnerException is { Message: var inner } && !e.Message.Contains(inner, StringComparison.Ordinal) ? $"{e.Message} {inner}" : e.Message;
}
