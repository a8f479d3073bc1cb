using System.Text;
using System.Text.RegularExpressions;

namespace Legion.Build.Artifacts.Images.Contexts;

/// <summary>One pattern of a <c>.dockerignore</c> file or of <c>--exclude</c>.</summary>
/// <remarks>The rules are those of moby/patternmatcher: <c>*</c> and <c>?</c> stay within a segment, <c>**</c> crosses them, a match of a folder covers all below it.</remarks>
internal sealed class IgnorePattern
{
    private readonly Func<string, bool> matches;

    private IgnorePattern(bool isException, Func<string, bool> matches)
    {
        IsException = isException;
        this.matches = matches;
    }

    /// <summary>True for a pattern that begins with <c>!</c>.</summary>
    public bool IsException { get; }

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">One line, white space around it taken off.</param>
    /// <returns>Null for a pattern that says nothing.</returns>
    /// <exception cref="FormatException">A class that is never closed, a backslash at the end, an exception of nothing.</exception>
    public static IgnorePattern? Parse(string text)
    {
        var isException = text.StartsWith('!');
        var pattern = isException ? text[1..].Trim() : text;
        if (pattern.Length == 0) return isException ? throw new FormatException("nothing follows the '!'") : null;
        pattern = Clean(pattern);
        CheckSyntax(pattern);
        return new(isException, Compile(pattern));
    }

    /// <summary>True when the pattern matches just this path; parents are the caller's to ask for.</summary>
    /// <param name="path">Relative, with forward slashes.</param>
    public bool IsMatch(string path) => matches(path);

    /// <summary>The shortest path of the same meaning: no empty or <c>.</c> segments, <c>..</c> resolved, no leading slash.</summary>
    /// <param name="path">A path with forward slashes.</param>
    internal static string Clean(string path)
    {
        var segments = new List<string>();
        foreach (var segment in path.Split('/'))
        {
            if (segment is "" or ".") continue;
            if (segment == ".." && segments.Count > 0 && segments[^1] != "..") segments.RemoveAt(segments.Count - 1);
            else if (segment != ".." || !path.StartsWith('/')) segments.Add(segment);
        }

        return segments.Count == 0 ? "." : string.Join('/', segments);
    }

    private static void CheckSyntax(string pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && ++i == pattern.Length) throw new FormatException("a backslash at the end escapes nothing");
            if (pattern[i] != '[' || (i > 0 && pattern[i - 1] == '\\')) continue;
            var end = i + 1;
            if (end < pattern.Length && pattern[end] == '^') end++;
            var first = end;
            while (end < pattern.Length && (pattern[end] != ']' || end == first)) end += pattern[end] == '\\' ? 2 : 1;
            if (end >= pattern.Length) throw new FormatException("a '[' is never closed");
            i = end;
        }
    }

    private static Func<string, bool> Compile(string pattern)
    {
        var special = pattern.AsSpan().IndexOfAny("*?[]\\");
        if (special < 0) return path => path == pattern;

        // What the reference matches without an expression, and so with slightly other rules than its expression would.
        var withoutStars = pattern.AsSpan().Trim('*');
        if (pattern.StartsWith("**", StringComparison.Ordinal) && pattern.Length > 2 && pattern.AsSpan(2).IndexOfAny("*?[]\\") < 0)
        {
            var suffix = pattern[2..];
            return path => path.EndsWith(suffix, StringComparison.Ordinal) || (suffix[0] == '/' && path.AsSpan().SequenceEqual(suffix.AsSpan(1)));
        }

        if (pattern.EndsWith("**", StringComparison.Ordinal) && withoutStars.IndexOfAny("*?[]\\") < 0 && special == pattern.Length - 2)
        {
            var prefix = pattern[..^2];
            return path => path.StartsWith(prefix, StringComparison.Ordinal);
        }

        var expression = new Regex(Expression(pattern), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, TimeSpan.FromSeconds(30));
        return expression.IsMatch;
    }

    private static string Expression(string pattern)
    {
        var result = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                    i++;
                    if (i + 1 < pattern.Length && pattern[i + 1] == '/') i++;
                    result.Append(i + 1 == pattern.Length ? ".*" : "(.*/)?");
                    break;
                case '*':
                    result.Append("[^/]*");
                    break;
                case '?':
                    result.Append("[^/]");
                    break;
                case '[':
                    i = AppendClass(pattern, i, result);
                    break;
                case '\\':
                    result.Append(Regex.Escape(pattern[++i].ToString()));
                    break;
                default:
                    result.Append(pattern[i] == ']' ? "\\]" : Regex.Escape(pattern[i].ToString()));
                    break;
            }
        }

        return result.Append("\\z").ToString();
    }

    private static int AppendClass(string pattern, int at, StringBuilder result)
    {
        result.Append('[');
        at++;
        if (pattern[at] == '^')
        {
            result.Append('^');
            at++;
        }

        for (var first = at; pattern[at] != ']' || at == first; at++)
        {
            var c = pattern[at] == '\\' ? pattern[++at] : pattern[at];
            if (c == '-' && at > first && pattern[at + 1] != ']') result.Append('-');
            else result.Append(c is '[' or ']' or '\\' or '^' or '-' ? "\\" + c : c.ToString());
        }

        result.Append(']');
        return at;
    }
}
