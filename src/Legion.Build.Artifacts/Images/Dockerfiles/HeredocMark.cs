using System.Text.RegularExpressions;

namespace Legion.Build.Artifacts.Images.Dockerfiles;

/// <summary>Finds the <c>&lt;&lt;NAME</c> words that announce here-documents.</summary>
internal static partial class HeredocMark
{
    /// <summary>The here-documents an instruction announces, in order, their content still empty.</summary>
    /// <param name="line">The instruction.</param>
    public static IEnumerable<Heredoc> Find(string line)
    {
        IReadOnlyList<string> words;
        try
        {
            words = WordExpander.Split(line, '\\', Unset, ExpansionOptions.KeepQuotes | ExpansionOptions.KeepEscapes | ExpansionOptions.KeepUnset);
        }
        catch (SubstitutionException)
        {
            return []; // a shell command with quotes of its own: it announces nothing we could find
        }

        return words.Select(TryRead).OfType<Heredoc>();
    }

    /// <summary>Reads one word.</summary>
    /// <param name="word">The word, quotes and all.</param>
    /// <returns>Null when it announces nothing.</returns>
    public static Heredoc? TryRead(string word)
    {
        var match = Mark().Match(word);
        if (!match.Success || match.Groups["name"].Length == 0) return null;
        var name = match.Groups["name"].Value;
        try
        {
            var plain = WordExpander.Split(name, '\\', Unset, ExpansionOptions.KeepUnset);
            if (plain.Count != 1) return null;
            var quoted = WordExpander.Split(name, '\\', Unset, ExpansionOptions.KeepUnset | ExpansionOptions.KeepQuotes);
            return new(plain[0], Quotes(plain[0]) == Quotes(quoted[0]), match.Groups["strip"].Length > 0, "");
        }
        catch (SubstitutionException)
        {
            return null;
        }
    }

    private static int Quotes(string text) => text.Count(static c => c is '\'' or '"');

    private static string? Unset(string name) => null;

    [GeneratedRegex(@"^\d*<<(?<strip>-?)\s*(?<name>[^<]*)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Mark();
}
