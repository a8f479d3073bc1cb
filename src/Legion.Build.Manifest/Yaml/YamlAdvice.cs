namespace Legion.Build.Manifest.Yaml;

/// <summary>Says what to do about a syntax error, which the parser's own words leave open.</summary>
internal static class YamlAdvice
{
    /// <summary>The parser's message with advice.</summary>
    /// <param name="message">The parser's message.</param>
    /// <param name="text">The text.</param>
    /// <param name="offset">Where the parser stopped.</param>
    public static string For(string message, string text, int offset)
    {
        var what = message.Trim().TrimEnd('.');
        what = what.Length == 0 ? "it is not well formed" : char.ToLowerInvariant(what[0]) + what.Substring(1);
        return Hint(what, text, offset) is { } hint ? what + "; " + hint : what;
    }

    private static string? Hint(string what, string text, int offset)
    {
        if (Has(what, "tab")) return "indent with spaces, YAML takes no tabs";
        if (Has(what, "cannot start any token") || Has(what, "escape character")) return "put the value in single quotes";
        if (Has(what, "multiline plain scalar")) return "is a colon missing after the key on the line before?";
        if (Has(what, "invalid mapping")) return "put a value that holds ': ' in quotes, and each key on a line of its own";
        if (Has(what, "quoted scalar")) return "close the quotes";
        if (Has(what, "flow")) return "close the bracket or brace, and separate elements by commas";
        if (Has(what, "expected key")) return "indent it as the keys it belongs to, and put a colon after each key";
        if (Has(what, "'-'")) return "align the elements of a list, each with its '- '";
        if (Has(what, "anchor or alias")) return "put a value that starts with '*' or '&' in quotes";
        return offset < text.Length && text[offset] is '!' ? "put a value that starts with '!' in quotes" : null;
    }

    private static bool Has(string what, string part) => what.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
}
