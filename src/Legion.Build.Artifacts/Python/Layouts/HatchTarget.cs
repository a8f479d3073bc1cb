using Legion.Build.Artifacts.Python.Toml;

namespace Legion.Build.Artifacts.Python.Layouts;

/// <summary>The settings of one hatchling target: its own, and the build's where it has none.</summary>
internal sealed class HatchTarget
{
    private readonly TomlTable? build;
    private readonly TomlTable? target;

    /// <summary>Creates the settings.</summary>
    /// <param name="root">The whole pyproject.toml.</param>
    /// <param name="name"><c>wheel</c> or <c>sdist</c>.</param>
    public HatchTarget(TomlTable root, string name)
    {
        build = root.Table("tool", "hatch", "build");
        target = build?.Table("targets", name);
        Include = Strings("include");
        Exclude = Strings("exclude");
        Artifacts = Strings("artifacts");
        Packages = [.. Strings("packages").Select(static p => p.Trim('/')).Order(StringComparer.Ordinal)];
        OnlyInclude = [.. Strings("only-include").Select(static p => p.Trim('/'))];
        ForceInclude = Map("force-include");
        IgnoreVcs = Flag("ignore-vcs");
        OnlyPackages = Flag("only-packages");
        Sources = [.. ReadSources().OrderBy(static s => s.Key, StringComparer.Ordinal)];
    }

    /// <summary>Patterns of what goes in; empty: everything.</summary>
    public IReadOnlyList<string> Include { get; }

    /// <summary>Patterns of what stays out.</summary>
    public IReadOnlyList<string> Exclude { get; }

    /// <summary>Patterns of what goes in although the versioning system ignores it.</summary>
    public IReadOnlyList<string> Artifacts { get; }

    /// <summary>Folders of packages.</summary>
    public IReadOnlyList<string> Packages { get; }

    /// <summary>The only paths looked at.</summary>
    public IReadOnlyList<string> OnlyInclude { get; }

    /// <summary>Paths put elsewhere, without any pattern.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ForceInclude { get; }

    /// <summary>True when <c>.gitignore</c> does not count.</summary>
    public bool IgnoreVcs { get; }

    /// <summary>True when only folders with an <c>__init__.py</c> count.</summary>
    public bool OnlyPackages { get; }

    /// <summary>Path prefixes, each ending with a slash, and what they become; in ordinal order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Sources { get; private set; }

    /// <summary>The same settings with further prefixes that are dropped.</summary>
    /// <param name="prefixes">Each ends with a slash.</param>
    public HatchTarget Dropping(IEnumerable<string> prefixes)
    {
        Sources = [.. Sources.Concat(prefixes.Select(static m => KeyValuePair.Create(m, ""))).OrderBy(static s => s.Key, StringComparer.Ordinal)];
        return this;
    }

    /// <summary>A path as it is called in the archive.</summary>
    /// <param name="path">Relative to the project.</param>
    public string Rename(string path)
    {
        foreach (var (prefix, replacement) in Sources)
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal)) return replacement + path[prefix.Length..];
        }

        return path;
    }

    private TomlValue? Find(string key) => target?.Find(key)?.Value ?? build?.Find(key)?.Value;

    private string[] Strings(string key) =>
        Find(key) is TomlArray array ? [.. array.Items.OfType<TomlString>().Select(static s => s.Value)] : [];

    private bool Flag(string key) => Find(key) is TomlBoolean { Value: true };

    private KeyValuePair<string, string>[] Map(string key) =>
        Find(key) is TomlTable table ? [.. table.Entries.Where(static e => e.Value is TomlString).Select(static e => KeyValuePair.Create(e.Key.Trim('/'), ((TomlString)e.Value).Value.Trim('/')))] : [];

    private List<KeyValuePair<string, string>> ReadSources()
    {
        var sources = Find("sources") switch
        {
            TomlArray array => array.Items.OfType<TomlString>().Select(static s => KeyValuePair.Create(s.Value.Trim('/') + "/", "")).ToList(),
            TomlTable => [.. Map("sources").Select(static s => KeyValuePair.Create(s.Key + "/", s.Value is "" or "." ? "" : s.Value + "/"))],
            _ => [],
        };
        foreach (var package in Packages)
        {
            var slash = package.LastIndexOf('/');
            if (slash > 0 && !sources.Exists(s => s.Key == package + "/")) sources.Add(KeyValuePair.Create(package[..(slash + 1)], ""));
        }

        return sources;
    }
}
