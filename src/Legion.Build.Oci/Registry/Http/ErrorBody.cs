using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Legion.Build.Oci.Registry.Http;

/// <summary>Makes an exception of an answer that is no success.</summary>
internal static class ErrorBody
{
    private const int Most = 64 * 1024;
    private const int Shown = 400;

    /// <summary>Reads what the registry says about its refusal.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="what">What was asked, for the message.</param>
    /// <param name="transport">Knows secrets that must not be shown, and the time.</param>
    /// <returns>To be thrown: a <see cref="TransientException"/> where another attempt may do.</returns>
    public static async Task<Exception> ReadAsync(RegistryResponse response, string what, Transport transport)
    {
        var (codes, detail) = await DetailAsync(response);
        var status = response.Status;
        var message = $"{what}: {response.Requested.Authority} answered {(int)status} {status}{(detail.Length == 0 ? "" : ": " + transport.Scrub(detail))}{End(detail)}";
        if (status == HttpStatusCode.Unauthorized || status == HttpStatusCode.Forbidden)
            message += transport.DeniedHint(status);
        var failure = new RegistryException(Kind(status, codes), message, status) { Codes = codes };
        return IsTransient(status) ? new TransientException(failure, RetryAfter(response, transport.Time)) : failure;
    }

    /// <summary>Whether a status may be another at the next attempt.</summary>
    public static bool IsTransient(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
        || (int)status is 425 or > 504 and < 600;

    private static RegistryFailure Kind(HttpStatusCode status, IReadOnlyList<string> codes) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired => RegistryFailure.Denied,
        HttpStatusCode.NotFound => RegistryFailure.NotFound,
        _ when IsTransient(status) => RegistryFailure.Unavailable,
        _ when codes.Count > 0 || (int)status is >= 400 and < 500 => RegistryFailure.Rejected,
        _ => RegistryFailure.Protocol,
    };

    private static TimeSpan? RetryAfter(RegistryResponse response, TimeProvider time)
    {
        if (response.Header("Retry-After") is not { } text)
            return null;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < TimeSpan.MaxValue.TotalSeconds)
            return TimeSpan.FromSeconds(seconds);
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return null;
        var wait = date - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static async Task<(IReadOnlyList<string> Codes, string Detail)> DetailAsync(RegistryResponse response)
    {
        if (response.IsHtml)
            return ([], "a page for browsers; a proxy or a login stands between, or the address is not a registry's");
        try
        {
            var bytes = await response.ReadAsync(Most);
            return bytes is null or [] ? ([], "") : Parse(bytes);
        }
        catch (Exception e) when (e is TransientException or OperationCanceledException)
        {
            // The status says enough; the caller's own cancellation shows at its next step.
            return ([], "");
        }
    }

    private static (IReadOnlyList<string> Codes, string Detail) Parse(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var errors = document.RootElement.GetProperty("errors").EnumerateArray().ToList();
            var codes = errors.Select(e => Text(e, "code")).Where(c => c.Length > 0).ToList();
            var texts = errors.Select(e => $"{Text(e, "code")} {Text(e, "message")}".Trim());
            return (codes, Cut(string.Join("; ", texts)));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return ([], Cut(System.Text.Encoding.UTF8.GetString(bytes)));
        }
    }

    private static string Text(JsonElement error, string name) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    // One line: it goes into a build log, where a server must not be able to write lines of its own.
    private static string Cut(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return line.Length > Shown ? line[..Shown] + "…" : line;
    }

    private static string End(string detail) => detail.EndsWith('.') ? "" : ".";
}
