namespace Legion.Build.TestServers.Faults;

/// <summary>A request as it came to a <see cref="FaultProxy"/>.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">The headers; names without regard to case.</param>
public sealed record ProxiedRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The body's length as announced.</summary>
    public long ContentLength => Headers.TryGetValue("Content-Length", out var text) ? long.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 0;

    /// <summary>Whether the client waits for a word before it sends its body.</summary>
    public bool ExpectsContinue => Headers.TryGetValue("Expect", out var text) && text.Equals("100-continue", StringComparison.OrdinalIgnoreCase);
}
