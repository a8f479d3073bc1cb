using System.Text.RegularExpressions;

namespace Legion.Build.Artifacts.Charts.Linting;

/// <summary>The forms of addresses Helm's lint accepts.</summary>
internal static partial class UrlForms
{
    // No backtracking: what is judged here was written by others, and a name of repeated parts could keep it busy for ever.
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    /// <summary>A mail address: a local part, and a domain with a dot.</summary>
    public static bool IsEmail(string text) => Email().IsMatch(text);

    /// <summary>An absolute URL, scheme included.</summary>
    public static bool IsRequestUrl(string text) => Request().IsMatch(text) && !text.Contains(' ');

    /// <summary>A URL; the scheme may be missing.</summary>
    public static bool IsUrl(string text)
    {
        if (text.Length is <= 3 or >= 2083 || text.StartsWith('.') || text.Any(char.IsWhiteSpace)) return false;
        var rest = text;
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            if (!KnownScheme().IsMatch(text[..scheme])) return false;
            rest = text[(scheme + 3)..];
        }

        var host = rest.Split('/', '?', '#')[0];
        host = host[(host.LastIndexOf('@') + 1)..];
        return Host().IsMatch(host);
    }

    [GeneratedRegex(@"^[^\s@""<>()\[\],;:\\]+@([\p{L}\p{N}]([\p{L}\p{N}_~.-]*[\p{L}\p{N}])?\.)+[\p{L}]([\p{L}\p{N}-]*[\p{L}\p{N}])?\.?\z", Options, 10_000)]
    private static partial Regex Email();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f]+\z", Options, 10_000)]
    private static partial Regex Request();

    [GeneratedRegex(@"^(ftp|tcp|udp|wss?|https?)\z", Options | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex KnownScheme();

    [GeneratedRegex(@"^(localhost|\[[0-9A-Fa-f:.]+\]|([\p{L}\p{N}_]([\p{L}\p{N}_-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}]+\.?)(:[0-9]{1,5})?\z", Options, 10_000)]
    private static partial Regex Host();
}
