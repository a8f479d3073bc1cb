namespace Legion.Build.Artifacts.Pages;

/// <summary>What a Markdown page calls itself.</summary>
public static class PageTitle
{
    /// <summary>The first level-one heading (CommonMark, 4.2) outside a code fence.</summary>
    /// <param name="path">Absolute path of the page.</param>
    /// <returns>Null when there is no such file or heading.</returns>
    public static string? TryRead(string path)
    {
        if (!File.Exists(path) || !Path.GetExtension(path).Equals(".md", StringComparison.OrdinalIgnoreCase)) return null;
        var fenced = false;
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith("```", StringComparison.Ordinal) || line.StartsWith("~~~", StringComparison.Ordinal)) fenced = !fenced;
            else if (!fenced && line.StartsWith("# ", StringComparison.Ordinal)) return line[2..].TrimEnd('#', ' ').Trim() is { Length: > 0 } title ? title : null;
        }

        return null;
    }
}
