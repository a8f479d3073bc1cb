namespace Legion.Build.Manifest.Naming;

/// <summary>What the names of one kind look like.</summary>
/// <param name="Pattern">The grammar as an ECMA 262 regular expression, for the JSON Schema.</param>
/// <param name="MaximumLength">The greatest length, in characters.</param>
/// <param name="Rule">The grammar in words.</param>
internal sealed record NameGrammar(string Pattern, int MaximumLength, string Rule)
{
    /// <summary>What <c>helm create</c> takes (chartutil: letters, digits, '.', '_', '-', at most 250), separators only inside.</summary>
    public static readonly NameGrammar Chart = new("^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$", 250,
        "letters and digits, with '.', '_' and '-' between them, at most 250 characters")
    { Separators = "._-", AllowsCapitals = true, IsLoose = true };

    /// <summary>OCI distribution specification 1.1, section "Pulling manifests": the grammar of &lt;name&gt;.</summary>
    public static readonly NameGrammar Image = new("^[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*$", 255,
        "small letters and digits, joined by '.', '_', '__' or '-', with '/' between parts, at most 255 characters")
    { Separators = "._-/" };

    /// <summary>PEP 508 (and PEP 426): the grammar of a distribution's name.</summary>
    public static readonly NameGrammar Python = new("^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$", 255,
        "letters and digits, with '.', '_' and '-' between them")
    { Separators = "._-", AllowsCapitals = true, IsLoose = true };

    public static readonly NameGrammar Channel = new("^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$", 100,
        "letters and digits, with '.', '_' and '-' between them")
    { Separators = "._-", AllowsCapitals = true, IsLoose = true };

    public static readonly NameGrammar Repository = Channel with { };

    private string Separators { get; init; } = string.Empty;

    private bool AllowsCapitals { get; init; }

    /// <summary>True when separators may follow one another as they like.</summary>
    private bool IsLoose { get; init; }

    /// <summary>True when <paramref name="name"/> matches <see cref="Pattern"/> and is short enough; by hand, for speed.</summary>
    public bool Accepts(string name)
    {
        if (name.Length == 0 || name.Length > MaximumLength || !IsPart(name[0]) || !IsPart(name[name.Length - 1])) return false;
        for (var i = 1; i < name.Length; i++)
        {
            if (IsPart(name[i])) continue;
            if (Separators.IndexOf(name[i]) < 0) return false;
            if (IsLoose || IsPart(name[i - 1])) continue;

            // A run of separators: '__' or any number of '-'.
            if (name[i] != name[i - 1]) return false;
            if (name[i] == '-') continue;
            if (name[i] != '_' || name[i - 2] == '_') return false;
        }

        return true;
    }

    private bool IsPart(char c) => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') || (AllowsCapitals && c is >= 'A' and <= 'Z');
}
