using System.Globalization;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>Ports as EXPOSE writes them: <c>80</c>, <c>53/udp</c>, <c>8000-8010</c>.</summary>
internal static class ExposedPorts
{
    /// <summary>Reads a port or a range.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Each as <c>port/protocol</c>.</returns>
    /// <exception cref="FormatException">It is none.</exception>
    public static IEnumerable<string> Read(string text)
    {
        var slash = text.IndexOf('/');
        var protocol = slash < 0 ? "tcp" : text[(slash + 1)..].ToLowerInvariant();
        var ports = slash < 0 ? text : text[..slash];
        if (protocol is not ("tcp" or "udp" or "sctp")) throw new FormatException($"'{protocol}' is no protocol: tcp, udp or sctp");

        // "host:container" is accepted, and the host's part means nothing in an image.
        ports = ports[(ports.LastIndexOf(':') + 1)..];
        var dash = ports.IndexOf('-');
        var first = Number(dash < 0 ? ports : ports[..dash], text);
        var last = dash < 0 ? first : Number(ports[(dash + 1)..], text);
        if (last < first) throw new FormatException($"'{text}' is no range: its end comes before its beginning");
        return Enumerable.Range(first, last - first + 1).Select(port => string.Create(CultureInfo.InvariantCulture, $"{port}/{protocol}"));
    }

    private static int Number(string text, string whole) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535
            ? port
            : throw new FormatException($"'{whole}' is no port: a number up to 65535, perhaps a range, perhaps /tcp, /udp or /sctp after it");
}
