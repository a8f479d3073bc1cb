using System.Globalization;
using System.Text;

namespace Legion.Build.Generators.Emit;

/// <summary>C# literals of any text.</summary>
internal static class Literal
{
    /// <summary>A string literal, or <c>null</c>.</summary>
    public static string Of(string? value)
    {
        if (value is null) return "null";
        if (IsSimple(value)) return "\"" + value + "\"";
        var result = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\') result.Append('\\').Append(c);
            else if (IsPlain(c)) result.Append(c);
            else result.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }

        return result.Append('"').ToString();
    }

    /// <summary>True for text that stands between quotes as it is.</summary>
    public static bool IsSimple(string value)
    {
        foreach (var c in value)
        {
            if (c is < ' ' or > '~' or '"' or '\\') return false;
        }

        return true;
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static string Of(bool value) => value ? "true" : "false";

    // Whatever could end the line, turn the reading direction or be no character at all is written by its number.
    private static bool IsPlain(char c) => c is >= ' ' and <= '~'
        || (c > '~' && char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.SpaceSeparator));
}
