using Legion.Build.Artifacts.Images.Contexts;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>Wildcards in the sources of COPY and ADD: Go's filepath.Match, segment by segment.</summary>
internal static class PathPattern
{
    /// <summary>True when the path has a wildcard.</summary>
    /// <param name="path">A source.</param>
    public static bool HasWildcards(string path)
    {
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] is '*' or '?' or '[') return true;
            if (path[i] == '\\') i++;
        }

        return false;
    }

    /// <summary>The path without its escapes.</summary>
    /// <param name="path">A source without wildcards.</param>
    public static string Unescape(string path)
    {
        var result = new System.Text.StringBuilder(path.Length);
        for (var i = 0; i < path.Length; i++) result.Append(path[i] == '\\' && i + 1 < path.Length ? path[++i] : path[i]);
        return result.ToString();
    }

    /// <summary>The paths of a tree that match, in ordinal order.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="pattern">Absolute, with wildcards.</param>
    /// <exception cref="FormatException">It is no pattern.</exception>
    public static IReadOnlyList<string> Expand(ImageTree tree, string pattern)
    {
        var paths = new List<string> { "" };
        foreach (var segment in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var matching = new List<string>();
            if (!HasWildcards(segment))
            {
                matching.AddRange(paths.Select(path => path + "/" + Unescape(segment)).Where(path => tree.Find(path, followLast: false) is not null));
            }
            else
            {
                // One segment at a time, "**" is but "*", as filepath.Match has it.
                var matcher = IgnorePattern.Parse((segment[0] == '!' ? "\\" : "") + segment.Replace("**", "*", StringComparison.Ordinal))!;
                foreach (var path in paths)
                {
                    if (tree.Find(path.Length == 0 ? "/" : path)?.Children is not { } children) continue;
                    matching.AddRange(children.Keys.Where(matcher.IsMatch).Select(name => path + "/" + name));
                }
            }

            paths = matching;
        }

        return paths;
    }
}
