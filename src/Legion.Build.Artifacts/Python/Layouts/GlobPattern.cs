namespace Legion.Build.Artifacts.Python.Layouts;

/// <summary>A path pattern as Python's <c>glob</c> reads it: <c>**</c> is any number of folders, <c>*</c> takes no leading dot.</summary>
internal sealed class GlobPattern
{
    private readonly string[] segments;

    /// <summary>Creates a pattern.</summary>
    /// <param name="pattern">Relative, with forward slashes.</param>
    public GlobPattern(string pattern) => segments = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether a whole path matches.</summary>
    /// <param name="path">Relative, with forward slashes.</param>
    public bool Matches(string path) =>
        (Array.IndexOf(segments, "**") >= 0 || path.AsSpan().Count('/') == segments.Length - 1) && Matches(0, path.Split('/'), 0);

    /// <summary>Whether a path, or a folder above it, matches.</summary>
    /// <param name="path">Relative, with forward slashes.</param>
    public bool MatchesOrHolds(string path)
    {
        var parts = path.Split('/');
        for (var length = parts.Length; length > 0; length--)
        {
            if (Matches(0, parts.AsSpan(0, length), 0)) return true;
        }

        return false;
    }

    private bool Matches(int segment, ReadOnlySpan<string> parts, int part)
    {
        if (segment == segments.Length) return part == parts.Length;
        if (segments[segment] == "**")
        {
            for (var skip = part; skip <= parts.Length; skip++)
            {
                if (Matches(segment + 1, parts, skip)) return true;
                if (skip < parts.Length && parts[skip].StartsWith('.')) return false;
            }

            return false;
        }

        if (part == parts.Length) return false;
        if (parts[part].StartsWith('.') && !segments[segment].StartsWith('.')) return false;
        return Wildcard.Matches(segments[segment], parts[part]) && Matches(segment + 1, parts, part + 1);
    }
}
