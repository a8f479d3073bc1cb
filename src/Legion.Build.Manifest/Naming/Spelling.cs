namespace Legion.Build.Manifest.Naming;

/// <summary>Finds what somebody probably meant.</summary>
public static class Spelling
{
    private const int LongestCompared = 64;

    /// <summary>The candidate nearest to <paramref name="word"/>, or null when none is near; the first of equally near ones.</summary>
    /// <remarks>
    /// Damerau-Levenshtein distance (optimal string alignment), case and the separators <c>-_.</c> counting nothing: one edit for each
    /// three characters is near, one for words of up to three.
    /// </remarks>
    /// <param name="word">What was written.</param>
    /// <param name="candidates">What exists.</param>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        var folded = Fold(word);
        if (folded.Length is 0 or > LongestCompared) return null;
        var best = Math.Max(1, folded.Length / 3) + 1;
        string? nearest = null;
        foreach (var candidate in candidates)
        {
            var other = Fold(candidate);
            if (other.Length > LongestCompared || Math.Abs(other.Length - folded.Length) >= best) continue;
            var distance = Distance(folded, other, best);

            // A word replaced whole is no misspelling of it: something must be common to both.
            if (distance >= best || distance >= Math.Max(folded.Length, other.Length)) continue;
            best = distance;
            nearest = candidate;
        }

        return nearest;
    }

    /// <summary>The number of insertions, deletions, replacements and swaps of neighbours between two words.</summary>
    /// <param name="a">One word.</param>
    /// <param name="b">The other word.</param>
    /// <param name="limit">A distance that is too great; no smaller one is missed, no greater one is told from it.</param>
    internal static int Distance(string a, string b, int limit = int.MaxValue)
    {
        var before = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        var leastBefore = 0;
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
                least = Math.Min(least, row[j]);
            }

            // A swap reaches back two rows: only when both are beyond the limit is all beyond it.
            if (least >= limit && leastBefore >= limit) return limit;
            leastBefore = least;

            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }

    private static string Fold(string word)
    {
        var folded = new char[word.Length];
        var length = 0;
        foreach (var c in word)
        {
            if (c is not ('-' or '_' or '.')) folded[length++] = char.ToLowerInvariant(c);
        }

        return new string(folded, 0, length);
    }
}
