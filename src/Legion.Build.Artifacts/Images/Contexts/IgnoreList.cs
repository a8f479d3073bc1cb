using Legion.Build.Artifacts.Images.Dockerfiles;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Images.Contexts;

/// <summary>The patterns of a <c>.dockerignore</c> file (or of <c>--exclude</c> flags), in order: the last that matches decides.</summary>
internal sealed class IgnoreList
{
    private readonly List<IgnorePattern> patterns = [];

    /// <summary>A list that ignores nothing.</summary>
    public static IgnoreList Empty { get; } = new();

    /// <summary>True when a pattern begins with <c>!</c>: something below an ignored folder may then be wanted after all.</summary>
    public bool HasExceptions { get; private set; }

    /// <summary>True when there is no pattern.</summary>
    public bool IsEmpty => patterns.Count == 0;

    /// <summary>Reads a <c>.dockerignore</c> file.</summary>
    /// <param name="text">Its content.</param>
    /// <param name="path">The file, as findings name it.</param>
    /// <param name="findings">Where patterns that cannot be read are reported.</param>
    public static IgnoreList Read(string text, string path, ICollection<BuildDiagnostic> findings)
    {
        var list = new IgnoreList();
        var lines = new SourceLines(text.TrimStart('\uFEFF'));
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines.Line(i).TrimEnd('\r', '\n');
            if (line.StartsWith('#') || line.Trim().Length == 0) continue;
            try
            {
                list.Add(line.Trim());
            }
            catch (FormatException e)
            {
                var start = lines.Start(i);
                findings.Add(ImageRules.BadIgnorePattern.At(new(path, lines.Span(start, start + line.Length)), line.Trim(), e.Message));
            }
        }

        return list;
    }

    /// <summary>Makes a list of single patterns.</summary>
    /// <param name="patterns">The patterns.</param>
    /// <exception cref="FormatException">One cannot be read.</exception>
    public static IgnoreList Of(IEnumerable<string> patterns)
    {
        var list = new IgnoreList();
        foreach (var pattern in patterns) list.Add(pattern.Trim());
        return list;
    }

    /// <summary>What each pattern says of a path, given what it said of the folder that holds it.</summary>
    /// <param name="path">Relative, with forward slashes.</param>
    /// <param name="parent">The folder's verdict; null at the root.</param>
    public IgnoreVerdict Judge(string path, IgnoreVerdict? parent)
    {
        var matched = new bool[patterns.Count];
        var ignored = false;
        for (var i = 0; i < patterns.Count; i++)
        {
            var match = parent is { } p && p.Matched[i];

            // A pattern that could change nothing is not asked, and then says nothing of what lies below either: the reference does so.
            if (!match && patterns[i].IsException == ignored) match = patterns[i].IsMatch(path);
            matched[i] = match;
            if (match) ignored = !patterns[i].IsException;
        }

        return new(ignored, matched);
    }

    /// <summary>Whether a path is ignored, its parents taken into account.</summary>
    /// <param name="path">Relative, with forward slashes.</param>
    public bool Ignores(string path)
    {
        IgnoreVerdict? verdict = null;
        for (var slash = path.IndexOf('/'); slash > 0; slash = path.IndexOf('/', slash + 1)) verdict = Judge(path[..slash], verdict);
        return Judge(path, verdict).Ignored;
    }

    private void Add(string text)
    {
        if (IgnorePattern.Parse(text) is not { } pattern) return;
        patterns.Add(pattern);
        HasExceptions |= pattern.IsException;
    }
}
