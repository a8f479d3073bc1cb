using System.Text.RegularExpressions;

namespace Legion.Build.Artifacts.Python.Project;

/// <summary>The little that is read out of Python source without running it.</summary>
internal static partial class PythonSource
{
    [GeneratedRegex(@"\A(\s|#[^\n]*\n)*(?<raw>[rR]|[uU])?(?<quote>""""""|'''|""|')", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex DocstringStart { get; }

    /// <summary>The first line of a module's docstring.</summary>
    /// <param name="source">The module.</param>
    /// <returns>Null when there is none, or when it takes a Python to know it.</returns>
    public static string? FirstDocLine(string source)
    {
        var start = DocstringStart.Match(source);
        if (!start.Success) return null;
        var quote = start.Groups["quote"].Value;
        var from = start.Index + start.Length;
        var end = source.IndexOf(quote, from, StringComparison.Ordinal);
        if (end < 0) return null;
        var text = source[from..end];
        var isRaw = start.Groups["raw"].Value is "r" or "R";
        if (text.Contains('\\', StringComparison.Ordinal) && !isRaw) return null;

        // Adjacent literals are one string, and an operator makes an expression of it: both take a Python.
        var rest = source[(end + quote.Length)..].TrimStart(' ', '\t');
        if (rest.Length > 0 && rest[0] is not ('\n' or '\r' or '#' or ';')) return null;
        var line = text.TrimStart().Split('\n')[0].Trim();
        return line.Length == 0 ? null : line;
    }
}
