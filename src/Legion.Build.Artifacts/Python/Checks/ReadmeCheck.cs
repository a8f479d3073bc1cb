using Legion.Build.Artifacts.Python.Checks.Rst;

namespace Legion.Build.Artifacts.Python.Checks;

/// <summary>Finds what keeps an index from showing a readme. Markdown and plain text always render.</summary>
/// <remarks>An index renders reStructuredText with docutils, without file insertion and raw output, and shows nothing of a text docutils warns of.</remarks>
internal static class ReadmeCheck
{
    private const int Most = 5; // one mistake often makes others of what follows it

    /// <summary>Finds the first problems.</summary>
    /// <param name="text">The readme.</param>
    /// <param name="contentType">Its type.</param>
    /// <returns>In the order of the lines; empty: it renders.</returns>
    public static IReadOnlyList<RstProblem> FindProblems(string text, string contentType)
    {
        if (text.Trim().Length == 0) return [new(0, "it is empty")];
        return IsRestructured(contentType) ? [.. RstCheck.FindProblems(text).Take(Most)] : [];
    }

    /// <summary>Whether a text of this type can fail to render.</summary>
    /// <param name="contentType">A MIME type with its parameters.</param>
    public static bool IsRestructured(string contentType) => contentType.StartsWith("text/x-rst", StringComparison.OrdinalIgnoreCase);
}
