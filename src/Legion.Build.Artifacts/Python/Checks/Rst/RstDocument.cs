namespace Legion.Build.Artifacts.Python.Checks.Rst;

/// <summary>What blocks and inline markup of one text tell each other: titles, targets, references, definitions; and what is wrong.</summary>
internal sealed class RstDocument
{
    private readonly Dictionary<string, string?> explicitTargets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> implicitTargets = new(StringComparer.Ordinal);
    private readonly HashSet<string> labels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly HashSet<string> substitutions = new(StringComparer.Ordinal);
    private readonly List<(int Line, string Name)> references = [];
    private readonly List<(int Line, string Name)> labelReferences = [];
    private readonly List<(int Line, string Name)> substitutionReferences = [];
    private readonly List<string> titleStyles = [];
    private readonly List<RstProblem> problems = [];
    private int level;

    /// <summary>What was found.</summary>
    public IReadOnlyList<RstProblem> Problems => problems;

    /// <summary>Roles the text defines itself.</summary>
    public HashSet<string> Roles { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reports.</summary>
    /// <param name="line">Zero-based line.</param>
    /// <param name="message">What is wrong, as a clause.</param>
    public void Report(int line, string message) => problems.Add(new(line, Collapse(message)));

    /// <summary>Enters a section.</summary>
    /// <param name="line">Line of the title.</param>
    /// <param name="title">Its text.</param>
    /// <param name="style">The underline's character; twice for one with an overline.</param>
    public void Section(int line, string title, string style)
    {
        var found = titleStyles.IndexOf(style) + 1;
        if (found == 0 && level == titleStyles.Count)
        {
            titleStyles.Add(style);
            found = titleStyles.Count;
        }

        if (found == 0 || found > level + 1)
        {
            Report(line, $"the title '{title}' is of a level that does not follow from the titles before it");
            return;
        }

        level = found;
        var name = Normalize(title);
        implicitTargets[name] = implicitTargets.GetValueOrDefault(name) + 1;
    }

    /// <summary>Notes a named target.</summary>
    /// <param name="line">Where.</param>
    /// <param name="name">Its name.</param>
    /// <param name="uri">Where it leads; null: to a place in the text.</param>
    public void Target(int line, string name, string? uri)
    {
        var normal = Normalize(name);
        if (explicitTargets.TryAdd(normal, uri)) return;
        if (uri is null || explicitTargets[normal] != uri) Report(line, $"the target name '{name.Trim()}' is given twice, for different places; write two underscores behind one of them, or other words");
    }

    /// <summary>Notes a footnote or citation.</summary>
    /// <param name="line">Where.</param>
    /// <param name="label">What stands between its brackets.</param>
    public void Label(int line, string label)
    {
        if (label is "#" or "*") Count(label, 1);
        else if (!labels.Add(Normalize(label.TrimStart('#')))) Report(line, $"the footnote or citation '[{label}]' is given twice");
        if (label.StartsWith('#')) Count("#", label == "#" ? 0 : 1);
    }

    /// <summary>Notes a substitution definition.</summary>
    /// <param name="line">Where.</param>
    /// <param name="name">Its name.</param>
    public void Substitution(int line, string name)
    {
        if (!substitutions.Add(Collapse(name))) Report(line, $"the substitution '{name}' is defined twice");
    }

    /// <summary>Notes an anonymous target.</summary>
    public void AnonymousTarget() => Count("__ target", 1);

    /// <summary>Notes a reference by name; one without a name goes to the next anonymous target.</summary>
    /// <param name="line">Where.</param>
    /// <param name="name">The name; null: anonymous.</param>
    public void Reference(int line, string? name)
    {
        if (name is null) Count("__ reference", 1);
        else references.Add((line, name));
    }

    /// <summary>Notes a reference to a footnote or citation.</summary>
    /// <param name="line">Where.</param>
    /// <param name="label">What stands between its brackets.</param>
    public void LabelReference(int line, string label)
    {
        if (label is "#" or "*") Count(label + " reference", 1);
        else labelReferences.Add((line, label.TrimStart('#')));
    }

    /// <summary>Notes a use of a substitution.</summary>
    /// <param name="line">Where.</param>
    /// <param name="name">Its name.</param>
    public void SubstitutionReference(int line, string name) => substitutionReferences.Add((line, Collapse(name)));

    /// <summary>Reports what refers to nothing, once the whole text is read.</summary>
    public void Resolve()
    {
        foreach (var (line, name) in references)
        {
            var normal = Normalize(name);
            if (explicitTargets.ContainsKey(normal) || labels.Contains(normal)) continue;
            var sections = implicitTargets.GetValueOrDefault(normal);
            if (sections == 0) Report(line, $"'{name.Trim()}_' refers to nothing: no target or title has this name");
            else if (sections > 1) Report(line, $"'{name.Trim()}_' refers to several titles of the same words");
        }

        foreach (var (line, name) in labelReferences.Where(r => !labels.Contains(Normalize(r.Name)))) Report(line, $"'[{name}]_' refers to no footnote and no citation");
        var folded = substitutions.Select(static s => s.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        foreach (var (line, name) in substitutionReferences.Where(r => !folded.Contains(r.Name.ToLowerInvariant()))) Report(line, $"the substitution '|{name}|' is not defined");
        if (Counted("# reference") > Counted("#")) Report(0, $"{Counted("# reference")} references [#]_ go to {Counted("#")} footnotes");
        if (Counted("* reference") > Counted("*")) Report(0, $"{Counted("* reference")} references [*]_ go to {Counted("*")} footnotes");
        if (Counted("__ reference") != Counted("__ target")) Report(0, $"{Counted("__ reference")} anonymous references go to {Counted("__ target")} anonymous targets");
    }

    private static string Normalize(string name) => Collapse(name).ToLowerInvariant();

    private static string Collapse(string name) => string.Join(' ', name.Replace("\0", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private void Count(string what, int by) => counts[what] = Counted(what) + by;

    private int Counted(string what) => counts.GetValueOrDefault(what);
}
