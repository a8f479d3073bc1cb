using System.Text;

namespace Legion.Build.Manifest.Versions;

/// <summary>The map from SemVer to PEP 440; its table stands at <see cref="VersionDialects"/>.</summary>
internal static class Pep440
{
    /// <summary>The PEP 440 version in normal form, or null and why there is none.</summary>
    public static string? From(SemanticVersion version, out string? error)
    {
        var pre = PreRelease(version, out error);
        if (error is not null) return null;
        var local = Local(version.Build);
        if (version.Build.Length > 0 && local.Length == 0)
        {
            error = "its build metadata holds no letter or digit, which a local version of PEP 440 needs";
            return null;
        }

        return string.Join(".", version.Core) + pre + (local.Length == 0 ? string.Empty : "+" + local);
    }

    private static string PreRelease(SemanticVersion version, out string? error)
    {
        error = null;
        var parts = version.PreRelease;
        if (parts.IsEmpty) return string.Empty;
        var core = string.Join(".", version.Core);
        var first = parts[0];
        if (SemanticVersion.IsNumber(first))
        {
            // A number is below every word in SemVer, and .dev is below every letter in PEP 440.
            if (parts.Count == 1) return ".dev" + first;
            error = "PEP 440 has one number where its pre-release has " + parts.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)
                + " parts; write " + core + "-" + first + "+" + string.Join(".", parts.Skip(1));
            return string.Empty;
        }

        var letter = first switch
        {
            "alpha" => "a",
            "beta" => "b",

            // SemVer puts dev between beta and rc; so lies rc0.dev, while PEP 440's plain .dev lies below a.
            "dev" => "rc0.dev",
            "rc" => "rc",
            _ => null,
        };
        if (letter is null)
        {
            error = NoPhase(core, first, parts.Count > 1 && SemanticVersion.IsNumber(parts[1]) ? parts[1] : "0");
        }
        else if (parts.Count == 1)
        {
            error = "PEP 440 takes '" + first + "' and '" + first + ".0' for one, SemVer does not; write " + core + "-" + first + ".0";
        }
        else if (!SemanticVersion.IsNumber(parts[1]) || parts.Count > 3 || (parts.Count == 3 && (first == "dev" || !SemanticVersion.IsNumber(parts[2]))))
        {
            error = "PEP 440 has no form for what follows '" + first + "'; write " + core + "-" + first + ".1, and the rest after a '+'";
        }

        if (error is not null) return string.Empty;
        return letter + parts[1] + (parts.Count == 3 ? ".post" + parts[2] : string.Empty);
    }

    private static string NoPhase(string core, string first, string next)
    {
        var digits = first.Length - first.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').Length;
        var word = first.Substring(0, first.Length - digits).ToLowerInvariant();
        var phase = word switch
        {
            "a" or "alpha" => "alpha",
            "b" or "beta" => "beta",
            "c" or "rc" => "rc",
            "dev" => "dev",
            _ => null,
        };
        if (phase is null) return "PEP 440 knows no '" + first + "'; its pre-releases are alpha.N, beta.N, dev.N, rc.N or a number alone";
        var number = digits == 0 ? next : first.Substring(first.Length - digits).TrimStart('0') is { Length: > 0 } trimmed ? trimmed : "0";
        return "PEP 440 would order '" + first + "' otherwise than SemVer, which compares it letter by letter; write " + core + "-" + phase + "." + number;
    }

    /// <summary>Build metadata as a local version in normal form: small letters, dots, no leading zeros (PEP 440, "Local version identifiers").</summary>
    private static string Local(string build)
    {
        var local = new StringBuilder(build.Length);
        foreach (var segment in build.Split('.', '-'))
        {
            if (segment.Length == 0) continue;
            if (local.Length > 0) local.Append('.');
            var lower = segment.ToLowerInvariant();
            if (!SemanticVersion.IsNumber(lower)) local.Append(lower);
            else if (lower.TrimStart('0') is { Length: > 0 } number) local.Append(number);
            else local.Append('0');
        }

        return local.ToString();
    }
}
