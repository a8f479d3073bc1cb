using System.Text;

namespace Legion.Build.Artifacts.Charts.Reading;

/// <summary>Go's <c>filepath.Match</c>, which <c>.helmignore</c> is defined by.</summary>
/// <remarks><c>*</c> and <c>?</c> do not match a slash; <c>[a-z]</c>, <c>[^a-z]</c>; a backslash takes the next character literally.</remarks>
internal static class GoGlob
{
    /// <summary>True when <paramref name="pattern"/> is one that Go can compile.</summary>
    public static bool IsValid(string pattern) => TryReadAll([.. pattern.EnumerateRunes()]);

    /// <summary>True when the whole of <paramref name="name"/> matches; false for a malformed pattern.</summary>
    public static bool IsMatch(string pattern, string name)
    {
        Rune[] p = [.. pattern.EnumerateRunes()];
        return TryReadAll(p) && Matches(p, [.. name.EnumerateRunes()]);
    }

    private static bool TryReadAll(ReadOnlySpan<Rune> pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i].Value)
            {
                case '\\' when ++i == pattern.Length:
                    return false;
                case '[' when !TryReadClass(pattern, ref i, default, out _):
                    return false;
            }
        }

        return true;
    }

    private static bool Matches(ReadOnlySpan<Rune> pattern, ReadOnlySpan<Rune> name)
    {
        // The usual two-pointer walk: on a mismatch go back to the last star and let it take one character more.
        var (p, n, starAt, starName) = (0, 0, -1, 0);
        while (true)
        {
            if (p < pattern.Length && pattern[p].Value == '*')
            {
                (starAt, starName) = (p++, n);
                continue;
            }

            if (n == name.Length && p == pattern.Length) return true;
            if (n < name.Length && p < pattern.Length && TryMatchOne(pattern, ref p, name[n]))
            {
                n++;
                continue;
            }

            if (starAt < 0 || starName >= name.Length || name[starName].Value == '/') return false;
            (p, n) = (starAt + 1, ++starName);
        }
    }

    private static bool TryMatchOne(ReadOnlySpan<Rune> pattern, ref int p, Rune c)
    {
        switch (pattern[p].Value)
        {
            case '?':
                p++;
                return c.Value != '/';
            case '[':
                var at = p;
                TryReadClass(pattern, ref at, c, out var isIn);
                p = at + 1;
                return isIn;
            case '\\':
                p += 2;
                return pattern[p - 1] == c;
            default:
                return pattern[p++] == c;
        }
    }

    /// <summary>Reads a class; <paramref name="i"/> stands on the opening bracket before and on the closing one after.</summary>
    private static bool TryReadClass(ReadOnlySpan<Rune> pattern, ref int i, Rune c, out bool isIn)
    {
        isIn = false;
        i++;
        var negated = i < pattern.Length && pattern[i].Value == '^';
        if (negated) i++;
        for (var ranges = 0; ; ranges++)
        {
            if (i < pattern.Length && pattern[i].Value == ']' && ranges > 0) break;
            if (!TryReadEnd(pattern, ref i, out var low)) return false;
            var high = low;
            if (pattern[i].Value == '-')
            {
                i++;
                if (!TryReadEnd(pattern, ref i, out high)) return false;
            }

            isIn |= low <= c && c <= high;
        }

        isIn ^= negated;
        return true;
    }

    private static bool TryReadEnd(ReadOnlySpan<Rune> pattern, ref int i, out Rune end)
    {
        end = default;
        if (i == pattern.Length || pattern[i].Value is '-' or ']') return false;
        if (pattern[i].Value == '\\' && ++i == pattern.Length) return false;
        end = pattern[i++];
        return i < pattern.Length; // a class must be closed
    }
}
