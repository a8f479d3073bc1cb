using System.Globalization;
using System.Text;

using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Artifacts.Charts.Stamping;

/// <summary>Writes a text as a YAML scalar, in the style of the one it replaces.</summary>
internal static class ScalarText
{
    /// <summary>The scalar's text.</summary>
    /// <param name="value">What it must say.</param>
    /// <param name="old">What stood there; null when nothing did.</param>
    public static string Write(string value, YamlScalar? old)
    {
        switch (old?.Style)
        {
            case YamlScalarStyle.SingleQuoted when value.All(static c => c >= ' '):
                return "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";
            case null or YamlScalarStyle.Plain:
                // A number stays a number where one stood; everywhere else the text must stay a text, so 1.10 gets quotes.
                var oldValue = old is null ? null : GoScalar.Resolve(old);
                var isTyped = oldValue is not (null or string) && value.Length > 0 && GoScalar.Resolve(value) is not (null or string);
                if (isTyped || (IsSafePlain(value) && GoScalar.Resolve(value) is string)) return value;
                break;
        }

        return DoubleQuoted(value);
    }

    private static bool IsSafePlain(string value)
    {
        if (value.Length == 0 || !(char.IsAsciiLetterOrDigit(value[0]) || value[0] is '/' or '_' or '.')) return false;
        if (value.StartsWith("...", StringComparison.Ordinal) || value[^1] == ':') return false;
        if (value.All(static c => char.IsAsciiDigit(c) || c is ':' or '.' or '_' or '-')) return value.Contains('.') && !value.Contains(':') && !value.Contains('_'); // dates and base 60 of other readers
        return value.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '.' or '@' or '+' or '-' or ':');
    }

    private static string DoubleQuoted(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            switch (c)
            {
                case '"' or '\\':
                    text.Append('\\').Append(c);
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                case < ' ' or '\x7f' or '\x85' or '\u2028' or '\u2029' or '\uFEFF':
                    text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default:
                    text.Append(c);
                    break;
            }
        }

        return text.Append('"').ToString();
    }
}
