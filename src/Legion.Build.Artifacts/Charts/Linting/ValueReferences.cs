using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Artifacts.Charts.Linting;

/// <summary>Which values the templates of a chart read, and which of them they treat as optional.</summary>
internal sealed class ValueReferences
{
    private static readonly HashSet<string> Guards = new(StringComparer.Ordinal)
    {
        "if", "with", "default", "coalesce", "hasKey", "dig", "required", "empty", "ternary", "and", "or", "not", "get", "kindIs", "kindOf", "typeIs", "typeOf", "range", "any", "all", "pluck", "merge", "mergeOverwrite", "lookup", "set", "unset",
    };

    private readonly HashSet<string> optional = new(StringComparer.Ordinal);
    private readonly List<Reference> references = [];
    private readonly Dictionary<string, string?> paths = new(StringComparer.Ordinal);

    /// <summary>The references, file by file, in order.</summary>
    public IReadOnlyList<Reference> All => references;

    /// <summary>Adds the references of a file.</summary>
    public void Add(ChartFile file, IReadOnlyList<TemplateAction> actions)
    {
        // By index: a large chart has a hundred thousand actions, and an enumerator each would be most of what lint needs.
        for (var i = 0; i < actions.Count; i++)
        {
            var tokens = actions[i].Tokens;
            var guards = false;
            for (var t = 0; t < tokens.Count; t++) guards |= tokens[t].Kind == 'i' && (Guards.Contains(tokens[t].Text) || tokens[t].Text is "else");
            for (var t = 0; t < tokens.Count; t++)
            {
                if (PathOf(tokens[t]) is not { Length: > 0 } path) continue;
                if (guards) optional.Add(path);
                references.Add(new(file, path, tokens[t].Start, tokens[t].Text.Length, guards));
            }

            AddTested(tokens);
        }
    }

    /// <summary>A key that is asked for by name, as in <c>hasKey .Values.a "b"</c>, may be missing.</summary>
    private void AddTested(IReadOnlyList<TemplateToken> tokens)
    {
        for (var i = 0; i + 2 < tokens.Count; i++)
        {
            if (tokens[i].Kind != 'i' || tokens[i].Text is not ("hasKey" or "get" or "index") || tokens[i + 2].Kind != 's') continue;
            var key = tokens[i + 2].Text.Trim('"', '`');
            if (tokens[i + 1].Text is ".Values" or "$.Values") optional.Add(key);
            else if (PathOf(tokens[i + 1]) is { Length: > 0 } map) optional.Add(map + "." + key);
        }
    }

    /// <summary>True when some template tests the value, or a map above it, before it is used.</summary>
    public bool IsOptional(string path)
    {
        for (var p = path; ; p = p[..p.LastIndexOf('.')])
        {
            if (optional.Contains(p)) return true;
            if (!p.Contains('.')) return false;
        }
    }

    /// <summary>True when some template reads the value, something below it, or a map above it as a whole.</summary>
    public bool IsRead(string path) => references.Exists(r =>
        r.Path == path || r.Path.StartsWith(path + ".", StringComparison.Ordinal) || path.StartsWith(r.Path + ".", StringComparison.Ordinal));

    /// <summary>How much of a path is missing from the values: the dotted path of its first missing key, or null when nothing is.</summary>
    public static string? FirstMissing(YamlMapping? values, string path)
    {
        YamlNode? node = values;
        var parts = path.Split('.');
        for (var i = 0; i < parts.Length; i++)
        {
            if (node is null or YamlMapping { Entries.Count: 0 } && i == 0) return parts[0];
            if (node is not YamlMapping { Entries.Count: > 0 } map) return null; // an open map or a value whose shape is the user's
            if (map.Find(parts[i]) is not { } entry) return string.Join('.', parts.Take(i + 1));
            node = entry.Value;
        }

        return null;
    }

    private string? PathOf(TemplateToken token)
    {
        if (token.Kind is not ('f' or 'v')) return null;
        if (!paths.TryGetValue(token.Text, out var path)) paths[token.Text] = path = PathIn(token);
        return path;
    }

    private static string? PathIn(TemplateToken token)
    {
        const string Dot = ".Values.";
        if (token.Text.Contains(".Values.Values", StringComparison.Ordinal)) return null; // a dictionary that itself holds a chart's context
        if (token.Kind == 'f' && token.Text.StartsWith(Dot, StringComparison.Ordinal)) return token.Text[Dot.Length..];
        return token.Kind == 'v' && token.Text.StartsWith("$" + Dot, StringComparison.Ordinal) ? token.Text[(Dot.Length + 1)..] : null;
    }

    /// <summary>A reference.</summary>
    internal readonly record struct Reference(ChartFile File, string Path, int Start, int Length, bool IsGuarded);
}
