using System.Globalization;
using System.Text.RegularExpressions;

using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Artifacts.Charts.Reading;

/// <summary>What a plain YAML scalar means to Helm, which reads YAML 1.1 with go-yaml.</summary>
internal static partial class GoScalar
{
    private const string StringTag = "tag:yaml.org,2002:str";

    /// <summary>Null, <see cref="bool"/>, <see cref="long"/>, <see cref="ulong"/>, <see cref="double"/> or <see cref="string"/>.</summary>
    public static object? Resolve(YamlScalar scalar)
    {
        if (scalar.Style != YamlScalarStyle.Plain || scalar.Tag is StringTag or "!") return scalar.Text;
        return Resolve(scalar.Text);
    }

    /// <summary>The same, for the text of a plain scalar.</summary>
    public static object? Resolve(string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return null;
            case "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON":
                return true;
            case "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF":
                return false;
            case ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF":
                return double.PositiveInfinity;
            case "-.inf" or "-.Inf" or "-.INF":
                return double.NegativeInfinity;
            case ".nan" or ".NaN" or ".NAN":
                return double.NaN;
        }

        if (!char.IsAsciiDigit(text[0]) && text[0] is not ('+' or '-' or '.')) return text;
        return ResolveNumber(text.Replace("_", "", StringComparison.Ordinal)) ?? text;
    }

    /// <summary>Go's words for the kind of a value, as Helm's lint uses them.</summary>
    public static string KindOf(object? value) => value switch
    {
        null => "<nil>",
        bool => "bool",
        string => "string",
        _ => "float64", // encoding/json knows one kind of number
    };

    /// <summary>The text a value has in a field that takes text (sigs.k8s.io/yaml converts; null stays unset).</summary>
    public static string TextOf(object? value) => value switch
    {
        null => "",
        bool b => b ? "true" : "false",
        double d => FormatG(d),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => (string)value,
    };

    private static object? ResolveNumber(string text)
    {
        var negative = text.StartsWith('-');
        var digits = text.TrimStart('+', '-');
        if (text.Length - digits.Length > 1 || digits.Length == 0) return null;
        if (TryInteger(digits, out var value))
        {
            if (!negative) return value <= long.MaxValue ? (long)value : value;
            return value <= long.MaxValue ? -(long)value : -(double)value;
        }

        if (Float().IsMatch(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)) return real;
        return null;
    }

    private static bool TryInteger(string digits, out ulong value)
    {
        // go-yaml parses with base 0: 0x hexadecimal, 0b binary, 0o and a leading zero octal.
        value = 0;
        var (radix, start) = digits switch
        {
            ['0', 'x' or 'X', ..] => (16UL, 2),
            ['0', 'b' or 'B', ..] => (2UL, 2),
            ['0', 'o' or 'O', ..] => (8UL, 2),
            ['0', _, ..] => (8UL, 1),
            _ => (10UL, 0),
        };
        if (start == digits.Length) return false;
        foreach (var c in digits.AsSpan(start))
        {
            if (!char.IsAsciiHexDigit(c)) return false;
            var digit = (ulong)Convert.ToInt32(c.ToString(), 16);
            if (digit >= radix || value > (ulong.MaxValue - digit) / radix) return false;
            value = (value * radix) + digit;
        }

        return true;
    }

    /// <summary>Go's <c>strconv.FormatFloat(v, 'g', -1, 64)</c>.</summary>
    private static string FormatG(double value)
    {
        if (double.IsNaN(value)) return "NaN";
        if (double.IsInfinity(value)) return value > 0 ? "+Inf" : "-Inf";
        if (value == 0) return double.IsNegative(value) ? "-0" : "0";
        var scientific = value.ToString("E16", CultureInfo.InvariantCulture);
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = int.Parse(scientific[(scientific.IndexOf('E') + 1)..], CultureInfo.InvariantCulture);
        var digits = new string([.. shortest.Split('E')[0].Where(char.IsAsciiDigit)]).TrimStart('0').TrimEnd('0');
        var sign = value < 0 ? "-" : "";

        // The shortest form takes %e for exponents below -4 or from 6 on.
        if (exponent is < -4 or >= 6)
        {
            var fraction = digits.Length > 1 ? "." + digits[1..] : "";
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
        }

        if (exponent < 0) return sign + "0." + new string('0', -exponent - 1) + digits;
        return digits.Length <= exponent + 1 ? sign + digits.PadRight(exponent + 1, '0') : sign + digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Float();
}
