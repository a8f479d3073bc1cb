using System.Globalization;
using System.Text.RegularExpressions;

namespace Legion.Build.Artifacts.Python.Checks.Rst;

/// <summary>The marker of an enumerated item, such as <c>1.</c>, <c>(b)</c>, <c>iv)</c>, <c>#.</c>.</summary>
/// <param name="Text">What counts: <c>1</c>, <c>b</c>, <c>iv</c>, <c>#</c>.</param>
/// <param name="Form">What stands around it.</param>
/// <param name="Length">Characters up to the item's text.</param>
internal sealed partial record RstEnumerator(string Text, string Form, int Length)
{
    private static readonly (string Sign, int Value)[] Romans =
        [("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1)];

    // How often the item's own form could be read as this value: a letter, a Roman number.
    private bool IsRoman { get; init; }

    [GeneratedRegex(@"^(?<open>\(?)(?<text>[0-9]+|[a-zA-Z]|[ivxlcdmIVXLCDM]+|#)(?<close>[.)])( +|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Marker { get; }

    /// <summary>Reads a marker.</summary>
    /// <param name="line">The line.</param>
    /// <returns>Null when it begins with none.</returns>
    public static RstEnumerator? Parse(string line)
    {
        var match = Marker.Match(line);
        if (!match.Success) return null;
        var (open, text, close) = (match.Groups["open"].Value, match.Groups["text"].Value, match.Groups["close"].Value);
        if (open.Length > 0 && close != ")") return null;
        var roman = text.Length > 1 ? text.All(static c => char.IsAsciiLetter(c)) : text is "i" or "I";
        if (text.Length > 1 && roman && !ToRoman(FromRoman(text.ToLowerInvariant())).Equals(text, StringComparison.OrdinalIgnoreCase)) return null;
        return new RstEnumerator(text, open + close, match.Length) { IsRoman = roman };
    }

    /// <summary>Whether this may come next in a list.</summary>
    /// <param name="last">The item before.</param>
    public bool Follows(RstEnumerator last) => Form == last.Form && (Text == "#" || Text == last.Next() || Text == last.NextLetter());

    /// <summary>The same item, read as the list before it makes it read.</summary>
    /// <param name="last">The item before.</param>
    public RstEnumerator After(RstEnumerator last) => Text == "#" ? last with { Text = last.Text == "#" ? "#" : last.Next() ?? "#", Length = Length } : this with { IsRoman = Text.Length > 1 ? IsRoman : last.IsRoman && Text == last.Next() };

    /// <summary>What the line after a first item must begin with to be the second one.</summary>
    public IEnumerable<string> SecondMarkers()
    {
        var (open, close) = Form.Length == 2 ? ("(", ")") : ("", Form);
        foreach (var text in (string?[])[Next(), NextLetter(), "#"])
        {
            if (text is not null) yield return $"{open}{text}{close} ";
        }
    }

    private static int FromRoman(string text)
    {
        var value = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var (here, next) = (Value(text[i]), i + 1 < text.Length ? Value(text[i + 1]) : 0);
            value += here < next ? -here : here;
        }

        return value;

        static int Value(char c) => c switch { 'i' => 1, 'v' => 5, 'x' => 10, 'l' => 50, 'c' => 100, 'd' => 500, 'm' => 1000, _ => 0 };
    }

    private static string ToRoman(int value)
    {
        var text = "";
        foreach (var (sign, worth) in Romans)
        {
            for (; value >= worth; value -= worth) text += sign;
        }

        return text;
    }

    private string? Next()
    {
        if (Text == "#") return "#";
        if (int.TryParse(Text, CultureInfo.InvariantCulture, out var number)) return (number + 1).ToString(CultureInfo.InvariantCulture);
        if (!IsRoman) return NextLetter();
        var next = ToRoman(FromRoman(Text.ToLowerInvariant()) + 1);
        return char.IsUpper(Text[0]) ? next.ToUpperInvariant() : next;
    }

    private string? NextLetter() => Text.Length == 1 && char.IsAsciiLetter(Text[0]) && Text is not ("z" or "Z") ? ((char)(Text[0] + 1)).ToString() : null;
}
