using System.Text.RegularExpressions;

namespace Legion.Build.Artifacts.Python.Requirements;

/// <summary>Version specifiers (PEP 440).</summary>
internal static partial class VersionSpecifier
{
    private const string Version =
        @"v?([0-9]+!)?[0-9]+(\.[0-9]+)*([-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?[0-9]*)?(-[0-9]+|[-_.]?(post|rev|r)[-_.]?[0-9]*)?([-_.]?dev[-_.]?[0-9]*)?";

    private const string Local = @"(\+[a-z0-9]+([-_.][a-z0-9]+)*)?";

    [GeneratedRegex(@"\A((~=\s*(?=v?([0-9]+!)?[0-9]+\.[0-9])|<=|>=|<|>)\s*" + Version + @"|(==|!=)\s*(" + Version + Local + @"|v?([0-9]+!)?[0-9]+(\.[0-9]+)*\.\*)|===\s*\S+)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Clause { get; }

    /// <summary>Whether <paramref name="text"/> is one clause, such as <c>&gt;=3.8</c> or <c>==1.*</c>.</summary>
    /// <param name="text">The clause, without blanks around it.</param>
    public static bool IsClause(string text) => Clause.IsMatch(text);

    /// <summary>Whether <paramref name="text"/> is a list of clauses separated by commas; empty is one too.</summary>
    /// <param name="text">The list.</param>
    public static bool IsSet(string text) =>
        text.Trim().Length == 0 || text.Split(',').All(static clause => clause.Trim().Length == 0 || IsClause(clause.Trim()));

    /// <summary>Whether a set of specifiers lets any Python of one major version in.</summary>
    /// <param name="set">The set, such as a <c>requires-python</c>; empty admits all.</param>
    /// <param name="major">The major version.</param>
    /// <remarks>As the backends do it: a wheel's <c>py2</c> tag follows from whether any 2.x satisfies the set.</remarks>
    public static bool AdmitsMajor(string set, int major)
    {
        var clauses = set.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ParseClause).ToList();
        for (var minor = 0; minor < 100; minor++)
        {
            int[] candidate = [major, minor];
            if (clauses.TrueForAll(clause => Admits(clause.Operation, clause.Parts, clause.Wildcard, candidate))) return true;
        }

        return false;
    }

    private static (string Operation, int[] Parts, bool Wildcard) ParseClause(string clause)
    {
        var operation = new string([.. clause.TakeWhile(static c => c is '<' or '>' or '=' or '!' or '~')]);
        var text = clause[operation.Length..].Trim();
        var wildcard = text.EndsWith(".*", StringComparison.Ordinal);
        var parts = (wildcard ? text[..^2] : text).Split('.').Select(static p => int.TryParse(p, System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : 0).ToArray();
        return (operation, parts, wildcard);
    }

    private static bool Admits(string operation, int[] parts, bool wildcard, int[] candidate)
    {
        var order = Compare(candidate, parts, wildcard ? parts.Length : int.MaxValue);
        return operation switch
        {
            ">=" => order >= 0,
            "<=" => order <= 0,
            ">" => order > 0,
            "<" => order < 0,
            "!=" => order != 0,
            "~=" => order >= 0 && Compare(candidate, parts, parts.Length - 1) == 0,
            _ => order == 0,
        };
    }

    private static int Compare(int[] left, int[] right, int length)
    {
        for (var i = 0; i < Math.Min(length, Math.Max(left.Length, right.Length)); i++)
        {
            var order = (i < left.Length ? left[i] : 0) - (i < right.Length ? right[i] : 0);
            if (order != 0) return order;
        }

        return 0;
    }
}
