using System.Globalization;
using System.Text;

namespace Legion.Build.Manifest.Naming;

/// <summary>Maps names of the manifest to C# identifiers: one total function, the same for compiler, build and documentation.</summary>
/// <remarks>
/// <list type="number">
/// <item>A name is cut into words at every character that no identifier may hold (<c>-</c>, <c>.</c>, <c>/</c>, a space, …) and at <c>_</c>.
/// Format characters (category Cf), which C# ignores in identifiers, are dropped.</item>
/// <item>Each word gets a capital first letter (invariant culture); the rest stays as written: <c>k8s-edi</c> is <c>K8sEdi</c>.</item>
/// <item><c>_</c> joins two words where nothing else shows that there were two: digit to digit (<c>v1.2</c> is <c>V1_2</c>), and before
/// a letter of a script without capitals.</item>
/// <item>A letter beyond the basic plane, which C# does not take, becomes a word <c>U</c> + its code point in hexadecimal.</item>
/// <item><c>_</c> comes first where the result would begin with a digit or a combining mark (<c>7zip</c> is <c>_7zip</c>); a name with no
/// usable character is <c>__</c> (<c>_</c> would take the discard from the code around it).</item>
/// <item><c>_</c> comes last where the result is taken by the generated code itself (<see cref="IsReserved"/>): an image <c>all</c> is <c>All_</c>.</item>
/// </list>
/// The result is never a keyword (all of C#'s begin with a small letter). Two names may meet in one identifier; that is an error at both.
/// Nothing here depends on the culture or on ICU: no normalisation is applied, since .NET skips it in invariant mode.
/// </remarks>
public static class Identifiers
{
    // Members every object has, and members the generated types have.
    private static readonly HashSet<string> Reserved =
    [
        "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
        "Accepts", "All", "Channel", "Charts", "Description", "Find", "Images", "IsMutable", "Name", "Names", "Python", "Repositories",
    ];

    [ThreadStatic]
    private static StringBuilder? words;

    /// <summary>The identifier of an artifact, a channel or a repository.</summary>
    /// <param name="name">Any text.</param>
    public static string From(string name)
    {
        var identifier = Words(name);
        return IsReserved(identifier) ? identifier + "_" : identifier;
    }

    /// <summary>The namespace of a product: its parts between dots, each mapped as a name is.</summary>
    /// <param name="product">Any text, such as <c>Acme.Platform</c>.</param>
    public static string NamespaceFrom(string product) =>
        string.Join(".", product.Split('.').Where(static part => part.Length > 0).Select(Words).DefaultIfEmpty("__"));

    /// <summary>True for an identifier that the generated code needs itself.</summary>
    /// <param name="identifier">An identifier.</param>
    public static bool IsReserved(string identifier) => Reserved.Contains(identifier);

    private static string Words(string name)
    {
        // One builder a thread: this runs for every artifact at every key typed.
        var result = (words ??= new()).Clear();
        var atStart = true;
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (char.IsHighSurrogate(c) && i + 1 < name.Length && char.IsLowSurrogate(name[i + 1]))
            {
                if (char.IsLetter(name, i)) result.Append('U').Append(char.ConvertToUtf32(c, name[i + 1]).ToString("X", CultureInfo.InvariantCulture));
                atStart = true;
                i++;
                continue;
            }

            var category = CharUnicodeInfo.GetUnicodeCategory(c);
            if (category == UnicodeCategory.Format) continue;
            if (!IsPart(category))
            {
                atStart = true;
                continue;
            }

            var upper = atStart ? char.ToUpperInvariant(c) : c;
            if (atStart && NeedsJoint(result, upper, category)) result.Append('_');
            result.Append(upper);
            atStart = false;
        }

        return result.Length == 0 ? "__" : result.ToString();
    }

    // Letters, digits and the marks that change them; U+005F and its kin (Pc) separate words.
    private static bool IsPart(UnicodeCategory category) => IsLetter(category)
        || category is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsLetter(UnicodeCategory category) => category is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
        or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber;

    private static bool NeedsJoint(StringBuilder result, char next, UnicodeCategory category)
    {
        var startsWithLetter = IsLetter(category);
        if (result.Length == 0) return !startsWithLetter;
        if (category == UnicodeCategory.DecimalDigitNumber) return char.IsDigit(result[result.Length - 1]);
        return !startsWithLetter || !char.IsUpper(next);
    }
}
