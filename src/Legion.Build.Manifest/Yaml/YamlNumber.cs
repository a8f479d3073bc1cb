namespace Legion.Build.Manifest.Yaml;

/// <summary>Numbers of the YAML 1.2 core schema (section 10.3.2).</summary>
internal static class YamlNumber
{
    /// <summary>True when a plain scalar with this text is a number.</summary>
    public static bool Is(string text)
    {
        if (text.Length == 0) return false;

        // Most text begins with a letter: no further look is needed.
        if (text[0] is not ('+' or '-' or '.' or (>= '0' and <= '9'))) return false;
        if (text.StartsWith("0x", StringComparison.Ordinal)) return text.Length > 2 && text.Skip(2).All(IsHex);
        if (text.StartsWith("0o", StringComparison.Ordinal)) return text.Length > 2 && text.Skip(2).All(static c => c is >= '0' and <= '7');
        var i = text[0] is '+' or '-' ? 1 : 0;
        if (text.Substring(i) is ".inf" or ".Inf" or ".INF" || text is ".nan" or ".NaN" or ".NAN") return true;
        var whole = Digits(text, ref i);
        var fraction = 0;
        if (i < text.Length && text[i] == '.')
        {
            i++;
            fraction = Digits(text, ref i);
        }

        if (whole + fraction == 0) return false;
        if (i < text.Length && text[i] is 'e' or 'E')
        {
            i++;
            if (i < text.Length && text[i] is '+' or '-') i++;
            if (Digits(text, ref i) == 0) return false;
        }

        return i == text.Length;
    }

    private static int Digits(string text, ref int i)
    {
        var from = i;
        while (i < text.Length && text[i] is >= '0' and <= '9') i++;
        return i - from;
    }

    private static bool IsHex(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');
}
