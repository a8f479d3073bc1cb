using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Pages.Docs;

/// <summary>Documentation links of artifacts, as seen from a page.</summary>
/// <param name="page">The page's path relative to the manifest.</param>
/// <param name="documentation">The manifest's base of relative links.</param>
/// <param name="titleOf">The title of a page, given its path relative to the manifest.</param>
internal sealed class DocsLinks(string page, string? documentation, Func<string, string?> titleOf)
{
    /// <summary>The first link's target; empty when there is none.</summary>
    /// <param name="artifact">Whose.</param>
    public string First(Artifact artifact) => From(page, documentation, artifact.Docs) ?? "";

    /// <summary>All links as Markdown, separated by commas; empty when there are none.</summary>
    /// <param name="artifact">Whose.</param>
    public string Markdown(Artifact artifact) => artifact.Docs is not { } first ? "" :
        string.Join(", ", artifact.MoreDocs.Prepend(first).Select(d => $"[{titleOf(PathOf(d)) ?? Title(d)}]({From(page, documentation, d)})"));

    /// <summary>Where an artifact's <c>docs</c> leads from a page.</summary>
    /// <param name="docs">As in the manifest: an absolute URL, or relative to <paramref name="documentation"/>.</param>
    /// <param name="documentation">The manifest's base: a URL or a folder relative to the manifest.</param>
    /// <param name="page">The page's path relative to the manifest, with forward slashes.</param>
    /// <returns>Null when there is no link.</returns>
    public static string? From(string page, string? documentation, string? docs)
    {
        if (string.IsNullOrWhiteSpace(docs)) return null;
        if (IsUrl(docs)) return docs;
        if (documentation is not null && IsUrl(documentation)) return documentation.TrimEnd('/') + "/" + TrimHere(docs);
        var fragment = docs.IndexOf('#', StringComparison.Ordinal);
        var (file, anchor) = fragment < 0 ? (docs, "") : (docs[..fragment], docs[fragment..]);
        return Relative(Folder(page), Segments((documentation ?? "") + "/" + file)) + anchor;
    }

    /// <summary>The file's name without folder and extension: what a link is called when nothing else says.</summary>
    /// <param name="docs">As in the manifest.</param>
    public static string Title(string docs)
    {
        var file = docs.Split('#')[0].TrimEnd('/');
        file = file[(file.LastIndexOf('/') + 1)..];
        var dot = file.LastIndexOf('.');
        return dot > 0 ? file[..dot] : file;
    }

    private string PathOf(string docs) => IsUrl(docs) || (documentation is not null && IsUrl(documentation)) ? docs : string.Join('/', Segments((documentation ?? "") + "/" + docs.Split('#')[0]));

    private static bool IsUrl(string text) => text.Contains("://", StringComparison.Ordinal);

    private static string TrimHere(string path) => path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path.TrimStart('/');

    private static List<string> Folder(string page)
    {
        var segments = Segments(page);
        segments.RemoveAt(segments.Count - 1);
        return segments;
    }

    private static List<string> Segments(string path)
    {
        var segments = new List<string>();
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == ".") continue;
            if (segment == ".." && segments.Count > 0 && segments[^1] != "..") segments.RemoveAt(segments.Count - 1);
            else segments.Add(segment);
        }

        return segments;
    }

    private static string Relative(List<string> from, List<string> to)
    {
        var shared = 0;
        while (shared < from.Count && shared < to.Count - 1 && from[shared] == to[shared]) shared++;
        var up = string.Concat(Enumerable.Repeat("../", from.Count - shared));
        return (up.Length == 0 ? "./" : up) + string.Join('/', to.Skip(shared));
    }
}
