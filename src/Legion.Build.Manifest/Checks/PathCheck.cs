using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Reading;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Manifest.Checks;

/// <summary>Paths and links as text; whether something is there is seen in the build, which has a disk.</summary>
internal static class PathCheck
{
    /// <summary>The path, relative and normal (no <c>./</c>, no <c>..</c>, no last <c>/</c>), or null after a finding.</summary>
    public static string? Normal(YamlScalar? node, Findings findings)
    {
        if (node is null) return null;
        var path = node.Text;
        if (NotPortable(path) is { } why)
        {
            var slashed = path.Replace('\\', '/');
            findings.AddWithSuggestion(ManifestRules.PathNotPortable, node.Span, NotPortable(slashed) is null ? slashed : null, path, why);
            return null;
        }

        if (IsNormal(path)) return path;
        if (Resolve(path) is { } normal) return normal;
        findings.Add(ManifestRules.PathOutside, node.Span, path);
        return null;
    }

    /// <summary>Checks a documentation link: a URL or a relative path.</summary>
    public static string? Link(YamlScalar? node, Findings findings)
    {
        if (node is null) return null;
        var link = node.Text;
        if (link.IndexOf("://", StringComparison.Ordinal) >= 0)
        {
            if (IsWebUrl(link)) return link;
            findings.Add(ManifestRules.InvalidLink, node.Span, link, "it is no http or https URL");
        }
        else if (HoldsMarkup(link))
        {
            findings.Add(ManifestRules.InvalidLink, node.Span, link, "it holds a character that no link may");
        }
        else if (NotPortable(link) is { } why)
        {
            findings.Add(ManifestRules.PathNotPortable, node.Span, link, why);
        }
        else
        {
            return link;
        }

        return null;
    }

    public static bool IsWebUrl(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https" && uri.Host.Length > 0 && !url.Any(static c => c <= ' ' || c is '<' or '>' or '"' or '\\');

    // No LINQ: this runs for every artifact at every key typed.
    private static bool HoldsMarkup(string link)
    {
        foreach (var c in link)
        {
            if (char.IsControl(c) || c is '<' or '>' or '"') return true;
        }

        return false;
    }

    private static string? NotPortable(string path)
    {
        if (path[0] == '/') return "is an absolute path; write it relative to the manifest";
        if (path.Length > 1 && path[1] == ':' && char.IsLetter(path[0])) return "is an absolute path; write it relative to the manifest";
        foreach (var c in path)
        {
            if (c == '\\') return "holds a backslash; write '/' between the parts of a path";
            if (char.IsControl(c)) return "holds a control character";
        }

        return null;
    }

    private static bool IsNormal(string path)
    {
        var atStart = true;
        for (var i = 0; i < path.Length; i++)
        {
            if (atStart && path[i] is '.' or '/') return path.Length == 1 && path[0] == '.';
            atStart = path[i] == '/';
        }

        return !atStart;
    }

    private static string? Resolve(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count == 0)
            {
                return null;
            }
            else
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        return parts.Count == 0 ? "." : string.Join("/", parts);
    }
}
