namespace Legion.Build.Artifacts.Python.Layouts;

/// <summary>setuptools' MANIFEST.in: what goes into the sdist beside the default files, and by that, below a package's folder, into the wheel.</summary>
/// <remarks>https://setuptools.pypa.io/en/latest/userguide/miscellaneous.html#using-manifest-in. Unlike a shell's, its patterns take leading dots.</remarks>
internal sealed class ManifestTemplate
{
    private readonly List<(bool Adds, string[][] Patterns)> commands = [];

    private ManifestTemplate()
    {
    }

    /// <summary>Reads a template.</summary>
    /// <param name="text">The file.</param>
    /// <param name="problem">The line that is not understood, when the result is null; else empty.</param>
    public static ManifestTemplate? Read(string text, out string problem)
    {
        var template = new ManifestTemplate();
        foreach (var line in text.ReplaceLineEndings("\n").Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
        {
            problem = line.Trim();
            var words = line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            if (!template.Add(words)) return null;
        }

        problem = "";
        return template;
    }

    /// <summary>Follows the commands, one after the other.</summary>
    /// <param name="defaults">The files that are in without any command.</param>
    /// <param name="tree">The project's files.</param>
    public IReadOnlyList<SourceFile> Apply(IEnumerable<SourceFile> defaults, SourceTree tree)
    {
        var chosen = defaults.DistinctBy(static f => f.Path).ToDictionary(static f => f.Path, StringComparer.Ordinal);
        foreach (var (adds, patterns) in commands)
        {
            foreach (var file in adds ? tree.Files : [.. chosen.Values])
            {
                var parts = file.Path.Split('/');
                if (!Array.Exists(patterns, p => Matches(p, parts))) continue;
                if (adds) chosen.TryAdd(file.Path, file);
                else chosen.Remove(file.Path);
            }
        }

        return [.. chosen.Values.OrderBy(static f => f.Path, StringComparer.Ordinal)];
    }

    private bool Add(string[] words)
    {
        var (adds, patterns) = words[0] switch
        {
            "include" or "exclude" when words.Length > 1 => (words[0][0] == 'i', words.Skip(1)),
            "global-include" or "global-exclude" when words.Length > 1 => (words[0][7] == 'i', words.Skip(1).Select(static p => "**/" + p)),
            "recursive-include" or "recursive-exclude" when words.Length > 2 => (words[0][10] == 'i', words.Skip(2).Select(p => $"{words[1].Trim('/')}/**/{p}")),
            "graft" or "prune" when words.Length == 2 => (words[0] == "graft", [words[1].Trim('/') + "/**/*"]),
            _ => (false, []),
        };
        string[][] split = [.. patterns.Select(static p => p.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(static s => s != ".").ToArray())];
        if (split.Length > 0) commands.Add((adds, split));
        return split.Length > 0;
    }

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> parts)
    {
        if (pattern.Length == 0) return parts.Length == 0;
        if (pattern[0] != "**") return parts.Length > 0 && Wildcard.Matches(pattern[0], parts[0]) && Matches(pattern[1..], parts[1..]);
        for (var skip = 0; skip <= parts.Length; skip++)
        {
            if (Matches(pattern[1..], parts[skip..])) return true;
        }

        return false;
    }
}
