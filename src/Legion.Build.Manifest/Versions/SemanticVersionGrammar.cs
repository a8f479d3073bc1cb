namespace Legion.Build.Manifest.Versions;

/// <summary>The grammar of SemVer 2.0.0 (sections 2, 9 and 10), with advice for what is nearly one.</summary>
internal static class SemanticVersionGrammar
{
    /// <summary>What is wrong with a version, or null.</summary>
    public static string? Fault(string text)
    {
        if (text.Length == 0) return "it is empty; write MAJOR.MINOR.PATCH, such as 1.0.0";
        if (text[0] is 'v' or 'V') return "SemVer has no prefix; write " + text.Substring(1);
        var plus = text.IndexOf('+');
        var rest = plus < 0 ? text : text.Substring(0, plus);
        var dash = rest.IndexOf('-');
        var core = dash < 0 ? rest : rest.Substring(0, dash);
        return Core(core)
            ?? (dash < 0 ? null : Identifiers(rest.Substring(dash + 1), "pre-release", numbersAreNumbers: true))
            ?? (plus < 0 ? null : Identifiers(text.Substring(plus + 1), "build metadata", numbersAreNumbers: false));
    }

    private static string? Core(string core)
    {
        var parts = core.Split('.');
        if (Glued(core) is { } glued) return "SemVer separates the pre-release by '-'; write " + glued;
        if (parts.Length < 3 && parts.All(SemanticVersion.IsNumber)) return "SemVer has three numbers; write " + core + string.Concat(Enumerable.Repeat(".0", 3 - parts.Length));
        if (parts.Length != 3) return "it does not begin with three numbers, MAJOR.MINOR.PATCH";
        foreach (var part in parts)
        {
            if (!SemanticVersion.IsNumber(part)) return "'" + part + "' is no number; a version begins with MAJOR.MINOR.PATCH";
            if (part.Length > 1 && part[0] == '0') return "'" + part + "' has a leading zero";

            // Helm reads them as 64 bits (Masterminds/semver); a chart with more could not be installed.
            if (!ulong.TryParse(part, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _)) return "'" + part + "' is larger than Helm reads";
        }

        return null;
    }

    /// <summary>PEP 440's <c>0.10.0rc9</c> as SemVer, or null when the text is nothing of that kind.</summary>
    private static string? Glued(string core)
    {
        var at = 0;
        while (at < core.Length && core[at] is (>= '0' and <= '9') or '.') at++;
        var word = at;
        while (word < core.Length && char.IsLetter(core[word])) word++;
        var numbers = core.Substring(0, at).TrimEnd('.');
        var phase = core.Substring(at, word - at) switch
        {
            "a" or "alpha" => "alpha",
            "b" or "beta" => "beta",
            "rc" or "c" => "rc",
            "dev" => "dev",
            _ => null,
        };
        var number = core.Substring(word);
        return phase is not null && numbers.Split('.').Length == 3 && SemanticVersion.IsNumber(number) ? numbers + "-" + phase + "." + number : null;
    }

    private static string? Identifiers(string text, string what, bool numbersAreNumbers)
    {
        foreach (var identifier in text.Split('.'))
        {
            if (identifier.Length == 0) return "its " + what + " has an empty part";
            if (identifier.FirstOrDefault(static c => c is not ((>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '-')) is var bad && bad != '\0')
            {
                return "'" + bad + "' cannot stand in its " + what;
            }

            if (numbersAreNumbers && identifier.Length > 1 && identifier[0] == '0' && SemanticVersion.IsNumber(identifier))
            {
                return "'" + identifier + "' in its " + what + " has a leading zero; write " + (identifier.TrimStart('0') is { Length: > 0 } trimmed ? trimmed : "0");
            }
        }

        return null;
    }
}
