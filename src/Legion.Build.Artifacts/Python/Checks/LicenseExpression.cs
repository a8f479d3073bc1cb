using Legion.Build.Artifacts.Python.Project;

namespace Legion.Build.Artifacts.Python.Checks;

/// <summary>SPDX license expressions as PEP 639 takes them.</summary>
internal sealed class LicenseExpression
{
    private static readonly Lazy<Dictionary<string, string>> Licenses = new(static () => ByLowerCase("licenses.txt"));
    private static readonly Lazy<Dictionary<string, string>> Exceptions = new(static () => ByLowerCase("license-exceptions.txt"));

    private readonly List<string> tokens;
    private readonly List<string> unknown = [];
    private int position;

    private LicenseExpression(string text) =>
        tokens = [.. text.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The expression in normal form: known identifiers in their own case, operators in upper case.</summary>
    /// <param name="text">As written.</param>
    /// <param name="unknown">Identifiers our list does not hold; the list ages, an index's does not.</param>
    /// <param name="error">What is wrong, when the result is null.</param>
    public static string? Normalize(string text, out IReadOnlyList<string> unknown, out string error)
    {
        var reader = new LicenseExpression(text);
        unknown = reader.unknown;
        error = "";
        try
        {
            var normal = reader.ReadOr();
            if (reader.position < reader.tokens.Count) throw new FormatException($"'{reader.tokens[reader.position]}' does not belong there; join licenses by AND, OR or WITH");
            return normal;
        }
        catch (FormatException e)
        {
            error = e.Message;
            return null;
        }
    }

    /// <summary>Words that say what was meant, or nothing.</summary>
    /// <param name="identifier">An unknown identifier.</param>
    public static string Suggest(string identifier) =>
        Spelling.Nearest(identifier, Licenses.Value.Values.Order(StringComparer.Ordinal)) is { } near ? $"; did you mean '{near}'?" : "";

    private static Dictionary<string, string> ByLowerCase(string list) =>
        EmbeddedList.Read(list).ToDictionary(static id => id.ToLowerInvariant(), StringComparer.Ordinal);

    private string ReadOr()
    {
        var text = ReadAnd();
        while (TakeWord("OR")) text += " OR " + ReadAnd();
        return text;
    }

    private string ReadAnd()
    {
        var text = ReadTerm();
        while (TakeWord("AND")) text += " AND " + ReadTerm();
        return text;
    }

    private string ReadTerm()
    {
        if (TakeWord("("))
        {
            var inner = ReadOr();
            return TakeWord(")") ? $"({inner})" : throw new FormatException("a ')' is missing");
        }

        var license = ReadIdentifier(Licenses.Value, "a license");
        return TakeWord("WITH") ? $"{license} WITH {ReadIdentifier(Exceptions.Value, "an exception")}" : license;
    }

    private string ReadIdentifier(Dictionary<string, string> known, string what)
    {
        if (position >= tokens.Count) throw new FormatException($"{what} is missing at the end");
        var token = tokens[position++];
        if (token is "(" or ")" || token.ToUpperInvariant() is "AND" or "OR" or "WITH") throw new FormatException($"{what} was expected where '{token}' stands");
        var bare = token.EndsWith('+') ? token[..^1] : token;
        if (!bare.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') || bare.Length == 0) throw new FormatException($"'{token}' is no SPDX identifier");
        if (bare.StartsWith("LicenseRef-", StringComparison.OrdinalIgnoreCase)) return "LicenseRef-" + bare[11..];
        if (known.TryGetValue(token.ToLowerInvariant(), out var exact)) return exact;
        if (known.TryGetValue(bare.ToLowerInvariant(), out var normal)) return normal + token[bare.Length..];
        unknown.Add(bare);
        return token;
    }

    private bool TakeWord(string word)
    {
        if (position >= tokens.Count || !tokens[position].Equals(word, StringComparison.OrdinalIgnoreCase)) return false;
        position++;
        return true;
    }
}
