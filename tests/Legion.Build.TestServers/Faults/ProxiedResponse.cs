using System.Globalization;
using System.Text;

namespace Legion.Build.TestServers.Faults;

/// <summary>An answer on its way back, to be changed or passed on.</summary>
/// <param name="Status">The status.</param>
/// <param name="Headers">Lines without the framing ones.</param>
/// <param name="Body">The whole body.</param>
public sealed record ProxiedResponse(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    /// <summary>What Content-Length says; null: the body's length.</summary>
    public long? ContentLength { get; init; }

    /// <summary>An answer of one's own.</summary>
    public static ProxiedResponse Make(int status, string body = "", params (string Name, string Value)[] headers) =>
        new(status, [.. headers.Select(h => new KeyValuePair<string, string>(h.Name, h.Value))], Encoding.UTF8.GetBytes(body));

    /// <summary>A page for browsers.</summary>
    public static ProxiedResponse Html(int status) =>
        Make(status, "<html><body><h1>Please sign in</h1></body></html>", ("Content-Type", "text/html; charset=utf-8"));

    /// <summary>The first value of a header, or null.</summary>
    public string? this[string name] =>
        Headers.FirstOrDefault(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>With a header set, or taken away.</summary>
    public ProxiedResponse With(string name, string? value)
    {
        var others = Headers.Where(h => !h.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
        return this with { Headers = value is null ? [.. others] : [.. others, new(name, value)] };
    }

    /// <summary>Status line and headers as bytes.</summary>
    public byte[] Head()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} Status\r\n");
        foreach (var header in Headers)
            text.Append(CultureInfo.InvariantCulture, $"{header.Key}: {header.Value}\r\n");
        // 204 and 304 have no length (RFC 9110, 8.6).
        if (Status is not (204 or 304))
            text.Append(CultureInfo.InvariantCulture, $"Content-Length: {ContentLength ?? Body.Length}\r\n");
        text.Append("\r\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }
}
