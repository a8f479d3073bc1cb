using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Legion.Build.Manifest.Model;
using Polly;
using Polly.Retry;

namespace Legion.Build.Publishing.Repositories.Http;

/// <summary>Carries requests to one repository: retries, redirects, credentials, certificates; every trouble in the words of publishing.</summary>
internal sealed class HttpCourier : IDisposable
{
    private const int LargestKept = 64 * 1024 * 1024;
    private const int MostRedirects = 5;
    private const int Attempts = 6;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(2);

    private readonly Repository repository;
    private readonly PublishContext context;
    private readonly HttpClient client;
    private readonly ResiliencePipeline pipeline;
    private readonly TimeSpan idle;

    /// <summary>A courier of one repository.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="context">The release.</param>
    public HttpCourier(Repository repository, PublishContext context)
    {
        this.repository = repository;
        this.context = context;
        idle = context.Environment.IdleTimeout;
        client = new(Handler(), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("legion-build");
        pipeline = new ResiliencePipelineBuilder { TimeProvider = context.Environment.Time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<HttpTrouble>(static e => !(e.RetryAfter > LongestDelay)),
                MaxRetryAttempts = Attempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = FirstDelay,
                MaxDelay = LongestDelay,
                DelayGenerator = static a => ValueTask.FromResult((a.Outcome.Exception as HttpTrouble)?.RetryAfter),
            })
            .Build();
    }

    /// <summary>Whether two addresses are one place: credentials of one go to the other only then.</summary>
    public static bool IsSameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase) && one.Port == other.Port;

    /// <summary>Asks, again where another attempt may mend it. For requests whose repetition does no harm.</summary>
    /// <param name="make">Makes the request; called for every attempt. Given a callback for signs of life.</param>
    /// <param name="keepBody">Keeps the content; otherwise it is hashed and only its beginning kept.</param>
    /// <param name="cancellation">Ends attempts and waits.</param>
    /// <returns>Any answer that is no sign of a passing trouble.</returns>
    public async Task<HttpAnswer> SendAsync(Func<Action, HttpRequestMessage> make, bool keepBody, CancellationToken cancellation)
    {
        try
        {
            return await pipeline.ExecuteAsync(async token => await OnceAsync(make, keepBody, token), cancellation);
        }
        catch (HttpTrouble e)
        {
            throw new PublishException(e.Failure.Failure, e.Failure.Message.TrimEnd('.') + (e.RetryAfter > LongestDelay ? $"; it asks to come back in {e.RetryAfter.Value.TotalSeconds:0} s, publish again then." : $"; tried {Attempts} times."), e.Failure.InnerException);
        }
    }

    /// <summary>Asks once; an answer that was lost is an <see cref="HttpTrouble"/>.</summary>
    public async Task<HttpAnswer> OnceAsync(Func<Action, HttpRequestMessage> make, bool keepBody, CancellationToken cancellation)
    {
        using var watch = new CancellationTokenSource(idle, context.Environment.Time);
        using var linked = cancellation.UnsafeRegister(static w => ((CancellationTokenSource)w!).Cancel(), watch);
        void Moved() => watch.CancelAfter(idle);
        Uri? address = null, asked = null;
        try
        {
            for (var redirects = 0; ; redirects++)
            {
                using var request = make(Moved);
                address ??= request.RequestUri!;
                request.RequestUri = address;
                Guard(address);
                // A redirect to another host gets no credentials at all, not even ones the user keeps for it: a server does not choose where they go.
                asked ??= address;
                request.Headers.Authorization = IsSameOrigin(asked, address) ? HttpCredentials.Find(repository, address, context.Environment)?.ToHeader() : null;
                using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, watch.Token);
                Moved();
                if (Redirect(request, response) is { } next)
                {
                    if (redirects == MostRedirects) throw new PublishException(PublishFailure.Protocol, $"{address.Authority} redirects in a circle");
                    address = next;
                    continue;
                }

                var answer = await ReadAsync(response, address, keepBody || (int)response.StatusCode >= 300, Moved, watch.Token);
                return IsPassing(answer.Status) ? throw Trouble(answer, response) : answer;
            }
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpTrouble(new(PublishFailure.Unavailable, $"{address?.Authority} was silent for {idle.TotalSeconds:0} s", e));
        }
        catch (HttpRequestException e)
        {
            var isTls = e.HttpRequestError == HttpRequestError.SecureConnectionError;
            var failure = new PublishException(PublishFailure.Unreachable, $"{address?.Authority}: {Innermost(e)}" + (isTls ? " (a private certificate authority is named by 'ca')" : ""), e);
            if (isTls || e.HttpRequestError == HttpRequestError.NameResolutionError) throw failure;
            throw new HttpTrouble(failure);
        }
        catch (IOException e)
        {
            throw new HttpTrouble(new(PublishFailure.Unavailable, $"{address?.Authority}: {e.Message}", e));
        }
    }

    /// <summary>The digest of what stands at an address; null when there is nothing (404, 410).</summary>
    /// <param name="address">The address.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<string?> DigestAsync(Uri address, CancellationToken cancellation)
    {
        var answer = await SendAsync(_ => new(HttpMethod.Get, address), keepBody: false, cancellation);
        if (answer.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone) return null;
        if (answer.IsSuccess && !answer.IsPage) return answer.Digest;
        throw Failure(answer, "GET");
    }

    /// <summary>What an answer that is no success is reported as.</summary>
    public static PublishException Failure(HttpAnswer answer, string method)
    {
        var failure = answer.Status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired => PublishFailure.Denied,
            _ when answer.IsSuccess => PublishFailure.Protocol,
            _ => PublishFailure.Rejected,
        };
        var words = answer.Words.Length == 0 ? "" : ": " + answer.Words;
        return new(failure, $"{answer.Address.Authority} answers {method} {answer.Address.AbsolutePath} with {(int)answer.Status}{words}");
    }

    public void Dispose() => client.Dispose();

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError
            or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private HttpTrouble Trouble(HttpAnswer answer, HttpResponseMessage response)
    {
        var after = response.Headers.RetryAfter is not { } retry ? null
            : retry.Delta ?? (retry.Date is { } date ? date - context.Environment.Time.GetUtcNow() : null);
        var failure = Failure(answer, response.RequestMessage?.Method.Method ?? "");
        return new(new(PublishFailure.Unavailable, failure.Message), after < TimeSpan.Zero ? TimeSpan.Zero : after);
    }

    private static Uri? Redirect(HttpRequestMessage request, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (status is not (301 or 302 or 303 or 307 or 308)) return null;
        var address = request.RequestUri!;
        if (response.Headers.Location is not { } location) throw new PublishException(PublishFailure.Protocol, $"{address.Authority} redirects to nowhere ({status} without Location)");
        var isRead = request.Method == HttpMethod.Get || request.Method == HttpMethod.Head;
        // 301 to 303 make a GET of an upload in most clients: the upload would be lost without a word.
        if (!isRead && status is 301 or 302 or 303) throw new PublishException(PublishFailure.Protocol, $"{address.Authority} redirects an upload to {new Uri(address, location).GetLeftPart(UriPartial.Path)} ({status}); publish to that address");
        var next = new Uri(address, location);
        if (next.Scheme is not ("http" or "https") || next.UserInfo.Length > 0) throw new PublishException(PublishFailure.Protocol, $"{address.Authority} redirects to an address that is not followed");
        if (address.Scheme == "https" && next.Scheme == "http") throw new PublishException(PublishFailure.Protocol, $"{address.Authority} redirects to plain HTTP on {next.Authority}, which is not followed");
        return next;
    }

    private static async Task<HttpAnswer> ReadAsync(HttpResponseMessage response, Uri address, bool keep, Action moved, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        var (total, limit, earnest) = (0L, keep ? LargestKept : 2000, 0);
        for (int count; (count = await stream.ReadAsync(buffer, cancellation)) > 0;)
        {
            hash.AppendData(buffer, 0, count);
            total += count;
            // A byte now and then is no sign of life (slow loris).
            if ((earnest += count) >= 1024)
            {
                earnest = 0;
                moved();
            }

            if (body.Length + count <= limit) body.Write(buffer, 0, count);
            else if (keep) throw new PublishException(PublishFailure.Protocol, $"{address.Authority} answers {address.AbsolutePath} with more than {LargestKept} bytes");
            else if (body.Length == 0) body.Write(buffer, 0, limit);
        }

        if (response.Content.Headers.ContentLength is { } length && length != total)
            throw new IOException($"{address.AbsolutePath} ended after {total} of {length} bytes");
        return new(response.StatusCode, address, response.Content.Headers.ContentType?.MediaType ?? "", body.ToArray(), "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static string Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner) exception = inner;
        return exception.Message;
    }

    private void Guard(Uri address)
    {
        if (address.Scheme == "http" && !address.IsLoopback && !repository.Insecure)
            throw new PublishException(PublishFailure.Unreachable, $"{address.Authority} is to be spoken to without TLS; if that is meant, say 'insecure: true' for the repository");
    }

    private SocketsHttpHandler Handler()
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None, ConnectTimeout = TimeSpan.FromSeconds(15), MaxConnectionsPerServer = 8, UseCookies = false };
        if (repository.CertificateAuthority is not { Length: > 0 } file) return handler;
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(Path.GetFullPath(file, context.Root));
        }
        catch (Exception e) when (e is IOException or CryptographicException or UnauthorizedAccessException)
        {
            throw new PublishException(PublishFailure.Unreachable, $"the certificate authority '{file}' cannot be read: {e.Message}", e);
        }

        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
        {
            if (errors == SslPolicyErrors.None) return true;
            if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is null) return false;
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            using var leaf = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
            return chain.Build(leaf);
        };
        return handler;
    }
}
