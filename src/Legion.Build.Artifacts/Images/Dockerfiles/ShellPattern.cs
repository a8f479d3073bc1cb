using System.Text;

namespace Legion.Build.Artifacts.Images.Dockerfiles;

/// <summary>The pattern of <c>${name#pattern}</c> and its like: <c>?</c> is one character, <c>*</c> any stretch, a backslash makes either plain.</summary>
internal sealed class ShellPattern
{
    private readonly List<(char Kind, Rune Rune)> tokens = [];

    private ShellPattern()
    {
    }

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The pattern.</param>
    /// <exception cref="FormatException">A backslash before a character that needs none.</exception>
    public static ShellPattern Parse(string text)
    {
        var pattern = new ShellPattern();
        var runes = text.EnumerateRunes().ToArray();
        for (var i = 0; i < runes.Length; i++)
        {
            switch (runes[i].Value)
            {
                case '*':
                    pattern.tokens.Add(('*', default));
                    break;
                case '?':
                    pattern.tokens.Add(('?', default));
                    break;
                case '\\':
                    i++;
                    if (i == runes.Length || runes[i].Value is not ('*' or '?' or '\\' or '}' or '/'))
                    {
                        throw new FormatException($"a backslash may stand only before * ? \\ }} or / in the pattern '{text}'");
                    }

                    pattern.tokens.Add(('=', runes[i]));
                    break;
                default:
                    pattern.tokens.Add(('=', runes[i]));
                    break;
            }
        }

        return pattern;
    }

    /// <summary>Takes a matching beginning away.</summary>
    /// <param name="value">The value.</param>
    /// <param name="longest">True for <c>##</c>.</param>
    public string TrimStart(string value, bool longest)
    {
        var runes = value.EnumerateRunes().ToArray();
        for (var n = 0; n <= runes.Length; n++)
        {
            var length = longest ? runes.Length - n : n;
            if (Matches(runes.AsSpan(0, length), 0)) return Text(runes.AsSpan(length));
        }

        return value;
    }

    /// <summary>Takes a matching end away.</summary>
    /// <param name="value">The value.</param>
    /// <param name="longest">True for <c>%%</c>.</param>
    public string TrimEnd(string value, bool longest)
    {
        var runes = value.EnumerateRunes().ToArray();
        for (var n = 0; n <= runes.Length; n++)
        {
            var start = longest ? n : runes.Length - n;
            if (Matches(runes.AsSpan(start), 0)) return Text(runes.AsSpan(0, start));
        }

        return value;
    }

    /// <summary>Replaces the first longest match, or all of them.</summary>
    /// <param name="value">The value.</param>
    /// <param name="replacement">What comes instead, literally.</param>
    /// <param name="all">True for <c>//</c>.</param>
    public string Replace(string value, string replacement, bool all)
    {
        var runes = value.EnumerateRunes().ToArray();
        var result = new StringBuilder();
        var previousEnd = -1;
        for (var at = 0; at <= runes.Length;)
        {
            var length = LongestAt(runes, at);
            if (length < 0 || (length == 0 && at == previousEnd))
            {
                if (at < runes.Length) result.Append(runes[at].ToString());
                at++;
                continue;
            }

            result.Append(replacement);
            at += length;
            previousEnd = at;
            if (!all) return result.Append(Text(runes.AsSpan(at))).ToString();
            if (length == 0)
            {
                if (at < runes.Length) result.Append(runes[at].ToString());
                at++;
            }
        }

        return result.ToString();
    }

    private static string Text(ReadOnlySpan<Rune> runes)
    {
        var text = new StringBuilder();
        foreach (var rune in runes) text.Append(rune.ToString());
        return text.ToString();
    }

    private int LongestAt(Rune[] runes, int start)
    {
        for (var length = runes.Length - start; length >= 0; length--)
        {
            if (Matches(runes.AsSpan(start, length), 0)) return length;
        }

        return -1;
    }

    private bool Matches(ReadOnlySpan<Rune> runes, int token)
    {
        for (; token < tokens.Count; token++)
        {
            var (kind, expected) = tokens[token];
            if (kind == '*')
            {
                for (var skip = 0; skip <= runes.Length; skip++)
                {
                    if (Matches(runes[skip..], token + 1)) return true;
                }

                return false;
            }

            if (runes.IsEmpty || (kind == '=' && runes[0] != expected)) return false;
            runes = runes[1..];
        }

        return runes.IsEmpty;
    }
}
