using System.Text.RegularExpressions;

namespace Legion.Build.Artifacts.Python.Checks.Rst;

/// <summary>Finds what keeps an index from rendering reStructuredText.</summary>
internal static class RstCheck
{
    /// <summary>Finds all of it.</summary>
    /// <param name="text">The text.</param>
    /// <returns>In the order of the lines.</returns>
    public static IReadOnlyList<RstProblem> FindProblems(string text)
    {
        var document = new RstDocument();
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(static (line, number) => new RstLine(number, ExpandTabs(line).TrimEnd())).ToList();
        try
        {
            RstBlocks.Check(document, new RstInline(document), lines, takesTitles: true);
            document.Resolve();
        }
        catch (RegexMatchTimeoutException)
        {
            // A text nobody wrote: docutils is left to judge it.
        }

        return [.. document.Problems.OrderBy(static p => p.Line)];
    }

    // A tab reaches to the next multiple of eight, form feeds and the like are blanks.
    private static string ExpandTabs(string line)
    {
        if (line.AsSpan().IndexOfAny('\t', '\v', '\f') < 0) return line;
        var expanded = new System.Text.StringBuilder();
        foreach (var c in line)
        {
            if (c == '\t') expanded.Append(' ', 8 - (expanded.Length % 8));
            else expanded.Append(c is '\v' or '\f' ? ' ' : c);
        }

        return expanded.ToString();
    }
}
