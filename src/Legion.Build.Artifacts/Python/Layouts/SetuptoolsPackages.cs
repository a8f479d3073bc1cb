using Legion.Build.Artifacts.Python.Toml;

namespace Legion.Build.Artifacts.Python.Layouts;

/// <summary>The packages and modules setuptools would find.</summary>
/// <param name="Folders">Dotted names with their folders.</param>
/// <param name="Modules">Modules that lie in no package.</param>
internal sealed record SetuptoolsPackages(IReadOnlyList<(string Name, string Path)> Folders, IReadOnlyList<SourceFile> Modules)
{
    // setuptools.discovery, FlatLayoutPackageFinder and FlatLayoutModuleFinder: what is never meant when nothing is said.
    private static readonly HashSet<string> NeverFlatPackages = new(StringComparer.Ordinal)
    {
        "ci", "bin", "debian", "doc", "docs", "documentation", "manpages", "news", "newsfragments", "changelog", "test", "tests", "unit_test", "unit_tests", "example", "examples",
        "scripts", "tools", "util", "utils", "python", "build", "benchmark", "benchmarks", "exercise", "exercises", "htmlcov", "tasks", "fabfile", "site_scons",
    };

    private static readonly HashSet<string> NeverFlatModules = new(StringComparer.Ordinal)
    {
        "setup", "conftest", "test", "tests", "example", "examples", "build", "toxfile", "noxfile", "pavement", "dodo", "tasks", "fabfile", "SConstruct", "conanfile",
        "manage", "benchmark", "benchmarks", "exercise", "exercises",
    };

    /// <summary>Finds them.</summary>
    /// <param name="context">The project.</param>
    /// <param name="problem">Why not, when the result is null; else empty.</param>
    public static SetuptoolsPackages? Find(LayoutContext context, out string problem)
    {
        problem = "";
        var settings = context.Pyproject.Root.Table("tool", "setuptools");
        var directories = Directories(settings);
        if (settings?.Find("packages") is null && settings?.Find("py-modules") is null) return Discover(context.Tree, directories.GetValueOrDefault("", ""), out problem);

        var modules = new List<SourceFile>();
        foreach (var module in Strings(settings, "py-modules"))
        {
            if (context.Tree.Find(Join(directories.GetValueOrDefault("", ""), module.Replace('.', '/') + ".py")) is { } file) modules.Add(file);
            else problem = $"the module '{module}' that py-modules names is not there";
        }

        List<(string, string)> folders = settings.Find("packages")?.Value switch
        {
            TomlArray => [.. Strings(settings, "packages").Select(p => (p, FolderOf(p, directories)))],
            TomlTable table when table.TryGet<TomlTable>("find", out var find) => Search(context.Tree, find),
            _ => [],
        };
        var missing = folders.Find(f => f.Item2.Length > 0 && !context.Tree.Folders.Contains(f.Item2));
        if (missing.Item1 is not null) problem = $"the package '{missing.Item1}' is not in '{missing.Item2}'";
        return problem.Length > 0 ? null : new SetuptoolsPackages(folders, modules);
    }

    private static Dictionary<string, string> Directories(TomlTable? settings)
    {
        var directories = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in settings?.Table("package-dir")?.Entries ?? [])
        {
            if (entry.Value is TomlString path) directories[entry.Key] = path.Value is "." ? "" : path.Value.Trim('/');
        }

        return directories;
    }

    private static SetuptoolsPackages? Discover(SourceTree tree, string named, out string problem)
    {
        problem = "";
        var source = named.Length > 0 ? named : tree.Folders.Contains("src") ? "src" : "";
        if (source.Length > 0)
        {
            var modules = tree.Below(source).Where(f => f.Path.LastIndexOf('/') == source.Length && IsModule(f)).ToList();
            return new SetuptoolsPackages(Walk(tree, source, [], []), modules);
        }

        var tops = tree.FoldersIn("").Where(static f => IsIdentifier(f) && f[0] != '_' && !NeverFlatPackages.Contains(f)).ToList();
        if (tops.Count > 1) problem = $"setuptools finds several top-level packages ('{string.Join("', '", tops)}') and takes none without being told";
        if (tops.Count == 1) return new SetuptoolsPackages([(tops[0], tops[0]), .. Walk(tree, tops[0], [], []).Select(p => (tops[0] + "." + p.Name, p.Path))], []);
        var flat = tree.Files.Where(static f => !f.Path.Contains('/') && IsModule(f) && f.Name[0] != '_' && !NeverFlatModules.Contains(f.Name[..^3])).ToList();
        if (flat.Count > 1) problem = $"setuptools finds several top-level modules ('{string.Join("', '", flat.Select(static f => f.Name))}') and takes none without being told";
        return problem.Length > 0 ? null : new SetuptoolsPackages([], flat);
    }

    private static List<(string Name, string Path)> Search(SourceTree tree, TomlTable find)
    {
        var include = Strings(find, "include").ToList();
        var exclude = Strings(find, "exclude").ToList();
        var namespaces = find.Find("namespaces")?.Value is not TomlBoolean { Value: false };
        var where = Strings(find, "where").DefaultIfEmpty(".").Select(static w => w is "." ? "" : w.Trim('/'));
        return [.. where.SelectMany(w => Walk(tree, w, include, exclude, namespaces))];
    }

    private static List<(string Name, string Path)> Walk(SourceTree tree, string root, List<string> include, List<string> exclude, bool namespaces = true)
    {
        var found = new List<(string, string)>();
        Visit(root, "");
        return found;

        void Visit(string folder, string dotted)
        {
            foreach (var child in tree.FoldersIn(folder))
            {
                var (path, name) = (Join(folder, child), dotted.Length == 0 ? child : $"{dotted}.{child}");
                if (child.Contains('.', StringComparison.Ordinal)) continue;
                if (!namespaces && tree.Find(path + "/__init__.py") is null) continue;
                if ((include.Count == 0 || include.Exists(p => Wildcard.Matches(p, name))) && !exclude.Exists(p => Wildcard.Matches(p, name))) found.Add((name, path));
                if (exclude.Contains(name + "*") || exclude.Contains(name + ".*")) continue;
                Visit(path, name);
            }
        }
    }

    private static string FolderOf(string package, Dictionary<string, string> directories)
    {
        for (var name = package; ;)
        {
            if (directories.TryGetValue(name, out var folder)) return Join(folder, package[name.Length..].TrimStart('.').Replace('.', '/'));
            var dot = name.LastIndexOf('.');
            if (dot < 0) return Join(directories.GetValueOrDefault("", ""), package.Replace('.', '/'));
            name = name[..dot];
        }
    }

    private static string Join(string folder, string path) => folder.Length == 0 ? path : path.Length == 0 ? folder : $"{folder}/{path}";

    private static IEnumerable<string> Strings(TomlTable table, string key) =>
        table.TryGet<TomlArray>(key, out var array) ? array.Items.OfType<TomlString>().Select(static s => s.Value) : [];

    private static bool IsModule(SourceFile file) => file.Name.EndsWith(".py", StringComparison.Ordinal);

    private static bool IsIdentifier(string name) => (char.IsLetter(name[0]) || name[0] == '_') && name.All(static c => char.IsLetterOrDigit(c) || c == '_');
}
