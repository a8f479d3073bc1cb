namespace Legion.Build.Artifacts.Python.Layouts;

/// <summary>Matches one path segment against <c>*</c>, <c>?</c> and <c>[…]</c>.</summary>
internal static class Wildcard
{
    /// <summary>Whether <paramref name="name"/> matches as a whole.</summary>
    /// <param name="pattern">The pattern; a backslash takes the next character as it is.</param>
    /// <param name="name">The segment.</param>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var (p, n) = (0, 0);
        var (starPattern, starName) = (-1, -1);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (starPattern, starName) = (++p, n);
            }
            else if (p < pattern.Length && MatchesOne(pattern, p, name[n], out var next))
            {
                p = next;
                n++;
            }
            else if (starPattern >= 0)
            {
                // Only the last star need be widened, so this is never worse than pattern × name.
                p = starPattern;
                n = ++starName;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }

    /// <summary>Whether a segment holds any wildcard.</summary>
    /// <param name="pattern">The segment.</param>
    public static bool IsPattern(string pattern) => pattern.AsSpan().ContainsAny('*', '?', '[');

    private static bool MatchesOne(ReadOnlySpan<char> pattern, int at, char c, out int next)
    {
        next = at + 1;
        switch (pattern[at])
        {
            case '?':
                return true;
            case '\\' when at + 1 < pattern.Length:
                next = at + 2;
                return pattern[at + 1] == c;
            case '[' when ClassEnd(pattern, at) is var end and > 0:
                next = end + 1;
                return MatchesClass(pattern[(at + 1)..end], c);
            default:
                return pattern[at] == c;
        }
    }

    // A bracket directly after '[' or '[!' belongs to the class.
    private static int ClassEnd(ReadOnlySpan<char> pattern, int at)
    {
        var first = at + 1;
        if (first < pattern.Length && pattern[first] is '!' or '^') first++;
        if (first >= pattern.Length) return -1;
        var end = pattern[(first + 1)..].IndexOf(']');
        return end < 0 ? -1 : first + 1 + end;
    }

    private static bool MatchesClass(ReadOnlySpan<char> content, char c)
    {
        var negated = content[0] is '!' or '^';
        if (negated) content = content[1..];
        var found = false;
        for (var i = 0; i < content.Length; i++)
        {
            if (i + 2 < content.Length && content[i + 1] == '-')
            {
                found |= c >= content[i] && c <= content[i + 2];
                i += 2;
            }
            else
            {
                found |= content[i] == c;
            }
        }

        return found != negated;
    }
}
