using System.Buffers;

namespace Legion.Build.Oci;

/// <summary>The character rules of references (distribution-spec, "Pulling manifests"; image-layout.md for names in an index).</summary>
internal static class ReferenceGrammar
{
    private static readonly SearchValues<char> TagCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_.-");

    private static readonly SearchValues<char> RefNameCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_.-:@+/");

    /// <summary><c>[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}</c></summary>
    public static bool IsTag(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= 128 && text[0] is not ('.' or '-') && !text.ContainsAnyExcept(TagCharacters);

    /// <summary>Lower-case components, each of alphanumeric runs joined by one '.', one or two '_', or any number of '-'.</summary>
    public static bool IsRepository(ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split('/'))
        {
            if (!IsComponent(text[range]))
                return false;
        }

        return true;
    }

    /// <summary>A DNS name, an IPv4 address or an IPv6 address in brackets; a port may follow.</summary>
    public static bool IsHost(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf(']');
        var colon = text[(end + 1)..].LastIndexOf(':');
        if (colon >= 0)
        {
            var port = text[(end + 1 + colon + 1)..];
            if (port.Length is 0 or > 5 || port.ContainsAnyExceptInRange('0', '9'))
                return false;
            text = text[..(end + 1 + colon)];
        }

        if (end >= 0)
            return text.Length == end + 1 && text[0] == '[' && IsIpV6(text[1..end]);
        foreach (var range in text.Split('.'))
        {
            var label = text[range];
            if (label.IsEmpty || label[0] == '-' || label[^1] == '-' || !IsHostLabel(label))
                return false;
        }

        return true;
    }

    /// <summary>Whether a name may stand in <c>org.opencontainers.image.ref.name</c>: no space or control, a letter or digit at both ends.</summary>
    public static bool IsRefName(ReadOnlySpan<char> text) =>
        !text.IsEmpty && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1]) && !text.ContainsAnyExcept(RefNameCharacters);

    private static bool IsComponent(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (true)
        {
            var start = i;
            while (i < text.Length && (char.IsAsciiLetterLower(text[i]) || char.IsAsciiDigit(text[i])))
                i++;
            if (i == start)
                return false;
            if (i == text.Length)
                return true;
            start = i;
            while (i < text.Length && text[i] is '.' or '_' or '-')
                i++;
            if (!IsSeparator(text[start..i]))
                return false;
        }
    }

    private static bool IsSeparator(ReadOnlySpan<char> text) => text is "." or "_" or "__" || (!text.IsEmpty && !text.ContainsAnyExcept('-'));

    private static bool IsHostLabel(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-')
                return false;
        }

        return true;
    }

    private static bool IsIpV6(ReadOnlySpan<char> text) =>
        !text.Contains('%') && System.Net.IPAddress.TryParse(text, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
}
