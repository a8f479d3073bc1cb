using Legion.Build.Artifacts.Python.Names;
using Legion.Build.Artifacts.Python.Toml;

namespace Legion.Build.Artifacts.Python.Layouts;

/// <summary>Our own rules, for a project whose backend has none here: <c>src</c> or the package named as the project, all of it.</summary>
/// <remarks><c>[tool.legion]</c> may say <c>packages</c>, <c>include</c> and <c>exclude</c>, patterns as in a .gitignore.</remarks>
internal sealed class PlainLayout : IPackageLayout
{
    /// <inheritdoc/>
    public string Backend => "legion";

    /// <inheritdoc/>
    public IEnumerable<Obstacle> Obstacles(LayoutContext context)
    {
        foreach (var field in context.Project.Dynamic.Where(static f => f != "version")) yield return new($"'{field}' is dynamic");
        yield return new($"the rules of '{context.Pyproject.BuildSystem.Backend}' are not known", Absolute: false);
    }

    /// <inheritdoc/>
    public PackageSelection? Select(LayoutContext context)
    {
        var settings = context.Pyproject.Root.Table("tool", "legion");
        var packages = Strings(settings, "packages").Select(static p => p.Trim('/')).ToList();
        if (packages.Count == 0) packages = FindPackages(context.Tree, context.Project.Name);
        foreach (var missing in packages.Where(p => !context.Tree.Folders.Contains(p) && context.Tree.Find(p) is null))
        {
            context.Findings.Add(PythonRules.FileMissing, context.Location, "the package", missing, Path.Join(context.Tree.Root, missing));
        }

        var exclude = new IgnoreList([.. (string[])["*.py[cdo]", ".DS_Store"], .. context.IgnoreFile is null ? [] : File.ReadAllLines(context.IgnoreFile), .. Strings(settings, "exclude")]);
        var include = new IgnoreList(Strings(settings, "include"));
        var chosen = new List<WheelFile>();
        foreach (var package in packages)
        {
            var prefix = package.LastIndexOf('/') + 1;
            if (package.Length > 4 && package.StartsWith("src/", StringComparison.Ordinal)) prefix = 4;
            var files = context.Tree.Find(package) is { } module ? [module] : context.Tree.Below(package);
            chosen.AddRange(files.Where(f => !exclude.Matches(f.Segments)).Select(f => new WheelFile(f.Path[prefix..], f)));
        }

        if (chosen.Count == 0)
        {
            var name = PackageName.ForFileName(context.Project.Name);
            context.Findings.Add(PythonRules.NoModule, context.Location, $"looked for folders below 'src', for '{name}/' and for '{name}.py'; [tool.legion] packages names others");
            return null;
        }

        return new PackageSelection
        {
            Wheel = chosen,
            Sdist = [.. chosen.Select(static f => f.Source).Concat(context.Tree.Files.Where(f => include.Matches(f.Segments))).DistinctBy(static f => f.Path)],
            LicenseFiles = ["LICEN[CS]E*", "COPYING*", "NOTICE*", "AUTHORS*"],
        };
    }

    private static string[] Strings(TomlTable? table, string key) =>
        table is not null && table.TryGet<TomlArray>(key, out var array) ? [.. array.Items.OfType<TomlString>().Select(static s => s.Value)] : [];

    private static List<string> FindPackages(SourceTree tree, string name)
    {
        var below = tree.FoldersIn("src").Where(f => tree.Below("src/" + f).Any(IsPython)).Select(static f => "src/" + f)
            .Concat(tree.Below("src").Where(static f => f.Path.Count(static c => c == '/') == 1 && IsPython(f)).Select(static f => f.Path)).ToList();
        if (below.Count > 0) return below;

        // A namespace package is called legion-sdk and lies in legion/sdk; a plain one in legion_sdk.
        var words = PackageName.Normalize(name).Split('-');
        string[] candidates = [name.Replace('-', '_').Replace('.', '_'), PackageName.ForFileName(name), string.Join('/', words)];
        foreach (var candidate in candidates)
        {
            if (tree.Folders.Contains(candidate)) return [candidate.Split('/')[0]];
            if (tree.Find(candidate + ".py") is { } module) return [module.Path];
        }

        return [];
    }

    private static bool IsPython(SourceFile file) => file.Name.EndsWith(".py", StringComparison.Ordinal);
}
