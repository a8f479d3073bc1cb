using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Legion.Build.Manifest.Tests.Versions;

/// <summary>PEP 440's own order ("Summary of permitted suffixes and relative ordering"), written from the PEP and not from our map.</summary>
internal static partial class Pep440Order
{
    /// <summary>Compares two versions in normal form; throws for what is in none.</summary>
    public static int Compare(string a, string b)
    {
        var (x, y) = (Key(a), Key(b));
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i].CompareTo(y[i]) is var order && order != 0) return order;
        }

        return 0;
    }

    // Release; phase (a 0, b 1, rc 2, none 3, only .dev -1) and number; post (none -1); dev (none: after all).
    private static BigInteger[] Key(string version)
    {
        var match = Normal().Match(version);
        if (!match.Success) throw new FormatException(version + " is not in PEP 440's normal form");
        BigInteger Number(string group, BigInteger otherwise) =>
            match.Groups[group].Success ? BigInteger.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : otherwise;

        var hasDev = match.Groups["dev"].Success;
        var phase = match.Groups["phase"].Value switch
        {
            "a" => 0,
            "b" => 1,
            "rc" => 2,
            _ => hasDev && !match.Groups["post"].Success ? -1 : 3,
        };
        return
        [
            Number("major", 0), Number("minor", 0), Number("patch", 0), phase, Number("number", 0), Number("post", -1),
            hasDev ? 0 : 1, Number("dev", 0),
        ];
    }

    [GeneratedRegex(
        @"^(?<major>0|[1-9]\d*)\.(?<minor>0|[1-9]\d*)\.(?<patch>0|[1-9]\d*)((?<phase>a|b|rc)(?<number>0|[1-9]\d*))?(\.post(?<post>0|[1-9]\d*))?(\.dev(?<dev>0|[1-9]\d*))?(\+[a-z0-9]+(\.[a-z0-9]+)*)?$",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 120_000)]
    private static partial Regex Normal();
}
