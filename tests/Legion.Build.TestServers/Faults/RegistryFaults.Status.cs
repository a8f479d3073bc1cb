using System.Globalization;

namespace Legion.Build.TestServers.Faults;

/// <summary>Every fault a registry's client is tried with.</summary>
public static partial class RegistryFaults
{
    private static readonly (string Name, Func<ProxiedRequest, bool> When)[] PushRequests =
    [
        ("HEAD of a blob", RegistryRequests.IsBlobHead),
        ("POST of an upload", RegistryRequests.IsUploadPost),
        ("PUT of a blob", RegistryRequests.IsBlobPut),
        ("PUT of a manifest", RegistryRequests.IsManifestPut),
        ("PUT of a tag", RegistryRequests.IsTagPut),
    ];

    private static readonly (string Name, Func<ProxiedRequest, bool> When)[] PullRequests =
    [
        ("GET of a manifest", RegistryRequests.IsManifestGet),
        ("GET of a blob", RegistryRequests.IsBlobGet),
    ];

    private static readonly (string Name, int Status, string? RetryAfter)[] Statuses =
    [
        ("408", 408, null),
        ("429 with Retry-After", 429, "2"),
        ("429 without Retry-After", 429, null),
        ("500", 500, null),
        ("502", 502, null),
        ("503 with Retry-After", 503, "1"),
        ("503 with Retry-After as a date", 503, "date"),
        ("503 without Retry-After", 503, null),
        ("504", 504, null),
    ];

    /// <summary>Statuses that pass, at every request of a push.</summary>
    public static IEnumerable<RegistryFault> PushStatuses() => Twice(PushRequests);

    /// <summary>Statuses that pass, at every request of a pull.</summary>
    public static IEnumerable<RegistryFault> PullStatuses() => Twice(PullRequests);

    private static IEnumerable<RegistryFault> Twice((string Name, Func<ProxiedRequest, bool> When)[] requests) =>
        from request in requests
        from status in Statuses
        select new RegistryFault(
            new Fault($"{status.Name} twice at {request.Name}", request.When, exchange => exchange.AnswerAsync(Busy(status.Status, status.RetryAfter)), Times: 2),
            IsSurvivable: true);

    private static ProxiedResponse Busy(int status, string? retryAfter)
    {
        var response = ProxiedResponse.Make(status, """{"errors":[{"code":"UNAVAILABLE","message":"come back later"}]}""", ("Content-Type", "application/json"));
        var text = retryAfter == "date" ? DateTimeOffset.UtcNow.AddSeconds(2).ToString("R", CultureInfo.InvariantCulture) : retryAfter;
        return text is null ? response : response.With("Retry-After", text);
    }
}
