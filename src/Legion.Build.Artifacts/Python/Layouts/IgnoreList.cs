namespace Legion.Build.Artifacts.Python.Layouts;

/// <summary>A list of <c>.gitignore</c> patterns.</summary>
internal sealed class IgnoreList
{
    private readonly List<IgnorePattern> patterns = [];

    /// <summary>Creates a list.</summary>
    /// <param name="lines">The lines.</param>
    public IgnoreList(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            if (IgnorePattern.Parse(line) is { } pattern) patterns.Add(pattern);
        }
    }

    /// <summary>True when nothing can match.</summary>
    public bool IsEmpty => patterns.Count == 0;

    /// <summary>Whether a file matches: the last pattern that meets it decides.</summary>
    /// <param name="parts">The segments of its path.</param>
    /// <remarks>A file whose folder is listed stays listed, unless it is itself taken in again by a later pattern.</remarks>
    public bool Matches(ReadOnlySpan<string> parts)
    {
        var (listed, strength) = (false, IgnoreMatch.None);
        foreach (var pattern in patterns)
        {
            var match = pattern.Match(parts);
            if (match == IgnoreMatch.None) continue;
            if (match == IgnoreMatch.Folder && !pattern.IsNegated) (listed, strength) = (true, match);
            else if (match >= strength) (listed, strength) = (!pattern.IsNegated, match);
        }

        return listed;
    }
}
