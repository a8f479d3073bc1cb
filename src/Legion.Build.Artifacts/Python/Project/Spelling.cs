namespace Legion.Build.Artifacts.Python.Project;

/// <summary>Finds what a misspelt word was meant to be.</summary>
internal static class Spelling
{
    /// <summary>The candidate nearest to <paramref name="word"/>, or null when none is near.</summary>
    /// <param name="word">The word.</param>
    /// <param name="candidates">What it could have been.</param>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        var (best, bestDistance) = ((string?)null, Math.Max(2, word.Length / 4) + 1);
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - word.Length) >= bestDistance) continue;
            var distance = Distance(word, candidate);
            if (distance < bestDistance) (best, bestDistance) = (candidate, distance);
        }

        return best;
    }

    // Levenshtein, case ignored.
    private static int Distance(string left, string right)
    {
        var row = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++) row[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]);
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (same ? 0 : 1)));
            }
        }

        return row[right.Length];
    }
}
