namespace Legion.Build.Artifacts.Charts.Reading;

/// <summary>A line of a <c>.helmignore</c>.</summary>
/// <param name="Text">The pattern without its <c>!</c> and its last slash.</param>
/// <param name="Negated">Whether it began with <c>!</c>.</param>
/// <param name="FoldersOnly">Whether it ended with a slash.</param>
internal readonly record struct IgnorePattern(string Text, bool Negated, bool FoldersOnly)
{
    /// <summary>A pattern with a slash is matched against the path, one without against the last name.</summary>
    public bool Matches(string path)
    {
        if (Text.StartsWith('/')) return GoGlob.IsMatch(Text[1..], path);
        return GoGlob.IsMatch(Text, Text.Contains('/') ? path : Path.GetFileName(path.TrimEnd('/')));
    }
}
