namespace Legion.Build.Artifacts.Python.Layouts;

/// <summary>One line of a <c>.gitignore</c> (https://git-scm.com/docs/gitignore).</summary>
internal sealed class IgnorePattern
{
    private readonly string[] segments;
    private readonly bool foldersOnly;

    private IgnorePattern(string[] segments, bool foldersOnly, bool negated)
    {
        this.segments = segments;
        this.foldersOnly = foldersOnly;
        IsNegated = negated;
    }

    /// <summary>True when what matches is taken in again.</summary>
    public bool IsNegated { get; }

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line.</param>
    /// <returns>Null for comments and empty lines.</returns>
    public static IgnorePattern? Parse(string line)
    {
        line = line.TrimEnd('\r', '\n');

        // Blanks at the end go, unless a backslash keeps the last one.
        while (line.EndsWith(' ') && !line.EndsWith("\\ ", StringComparison.Ordinal)) line = line[..^1];
        if (line.Length == 0 || line[0] == '#') return null;
        var negated = line[0] == '!';
        if (negated) line = line[1..];
        if (line is "" or "/") return null;

        var onlyFolders = line.EndsWith('/');
        var anchored = line.AsSpan(0, line.Length - (onlyFolders ? 1 : 0)).Contains('/');
        var parts = line.Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();

        // Without a slash before its end the pattern matches at any depth.
        if (!anchored && parts[0] != "**") parts.Insert(0, "**");
        return new IgnorePattern([.. parts], onlyFolders, negated);
    }

    /// <summary>How a file matches.</summary>
    /// <param name="parts">The segments of its path.</param>
    public IgnoreMatch Match(ReadOnlySpan<string> parts)
    {
        if (!foldersOnly && Matches(0, parts, 0)) return IgnoreMatch.Itself;
        for (var length = parts.Length - 1; length > 0; length--)
        {
            if (Matches(0, parts[..length], 0)) return IgnoreMatch.Folder;
        }

        return IgnoreMatch.None;
    }

    private bool Matches(int segment, ReadOnlySpan<string> parts, int part)
    {
        if (segment == segments.Length) return part == parts.Length;
        if (segments[segment] == "**")
        {
            // At the end "/**" is everything inside, so at least one segment.
            if (segment == segments.Length - 1) return part < parts.Length;
            for (var skip = part; skip < parts.Length; skip++)
            {
                if (Matches(segment + 1, parts, skip)) return true;
            }

            return false;
        }

        return part < parts.Length && Wildcard.Matches(segments[segment], parts[part]) && Matches(segment + 1, parts, part + 1);
    }
}
