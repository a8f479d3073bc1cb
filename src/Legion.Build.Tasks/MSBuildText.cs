using System.Buffers;
using System.Globalization;
using System.Text;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Tasks;

/// <summary>Text on its way into items: to MSBuild, some characters mean something unless they are written as %XX.</summary>
internal static class MSBuildText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("%*?@$();'");

    /// <summary>A value that is data and nothing else.</summary>
    public static string Escape(string value)
    {
        if (value.AsSpan().IndexOfAny(Special) < 0) return value;
        var text = new StringBuilder();
        foreach (var c in value)
        {
            if (Special.Contains(c)) text.Append(CultureInfo.InvariantCulture, $"%{(int)c:x2}");
            else text.Append(c);
        }

        return text.ToString();
    }

    /// <summary>A list that MSBuild splits again.</summary>
    public static string List(EquatableArray<string> values) => string.Join(';', values.Select(Escape));
}
