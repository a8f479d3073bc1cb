namespace Legion.Build.TestServers.Faults;

/// <summary>One kind of trouble.</summary>
/// <param name="Name">What goes wrong, where.</param>
/// <param name="When">Which requests it befalls.</param>
/// <param name="Do">What happens instead of passing the request on.</param>
/// <param name="Times">How often; <see cref="Always"/>: every time.</param>
public sealed record Fault(string Name, Func<ProxiedRequest, bool> When, Func<ProxyExchange, Task> Do, int Times = 1)
{
    /// <summary>Every time.</summary>
    public const int Always = int.MaxValue;
}
