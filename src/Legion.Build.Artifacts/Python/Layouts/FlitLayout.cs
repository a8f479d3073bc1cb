using Legion.Build.Artifacts.Python.Project;
using Legion.Build.Artifacts.Python.Toml;

namespace Legion.Build.Artifacts.Python.Layouts;

/// <summary>flit_core's rules: one module or package, all of it.</summary>
internal sealed class FlitLayout : IPackageLayout
{
    private static readonly string[] KnownTables = ["module", "sdist", "external-data"];

    /// <inheritdoc/>
    public string Backend => "flit_core";

    /// <inheritdoc/>
    public IEnumerable<Obstacle> Obstacles(LayoutContext context)
    {
        var project = context.Project;
        foreach (var field in project.Dynamic.Where(static f => f is not ("version" or "description"))) yield return new($"'{field}' is dynamic");
        if (project.Description is null && !project.Dynamic.Contains("description")) yield return new("flit_core asks for a description", Absolute: false);
        if (project.Dynamic.Contains("description") && FindModule(context) is var (_, _, main) && PythonSource.FirstDocLine(File.ReadAllText(main.FullPath)) is null)
        {
            yield return new("the description is the module's docstring, and that is no plain string literal");
        }

        foreach (var entry in context.Pyproject.Root.Table("tool", "flit")?.Entries ?? [])
        {
            if (!KnownTables.Contains(entry.Key)) yield return new($"[tool.flit.{entry.Key}] is not known");
        }
    }

    /// <inheritdoc/>
    public PackageSelection? Select(LayoutContext context)
    {
        if (FindModule(context) is not var (path, prefix, main))
        {
            var module = ModuleName(context);
            context.Findings.Add(PythonRules.NoModule, context.Location, $"flit_core takes the module '{module}', which is neither a folder nor a .py file at the root or in 'src', or is there more than once; [tool.flit.module] name names another");
            return null;
        }

        IReadOnlyList<SourceFile> files = path == main.Path ? [main] : [.. context.Tree.Below(path).Where(static f => !f.Name.EndsWith(".pyc", StringComparison.Ordinal))];
        var data = ExternalData(context);
        return new PackageSelection
        {
            Wheel = [.. files.Select(f => new WheelFile(f.Path[prefix.Length..], f))],
            Data = data,
            Sdist = SdistFiles(context, files.Concat(data.Select(static d => d.Source))),
            LicenseFiles = ["COPYING*", "LICENSE*"],
            OmitsLicenseText = true,
            MainModule = main,
            TagsPython2 = true,
            VersionFiles = context.Project.Dynamic.Contains("version") ? [main] : [],
        };
    }

    private static string ModuleName(LayoutContext context) =>
        context.Pyproject.Root.Table("tool", "flit", "module") is { } module && module.TryGet<TomlString>("name", out var name)
            ? name.Value : context.Project.Name.Replace('-', '_');

    private static (string Path, string Prefix, SourceFile Main)? FindModule(LayoutContext context)
    {
        var module = ModuleName(context).Replace('.', '/');
        var found = new List<(string, string, SourceFile)>();
        foreach (var prefix in (ReadOnlySpan<string>)["", "src/"])
        {
            if (context.Tree.Find($"{prefix}{module}/__init__.py") is { } package) found.Add((prefix + module, prefix, package));
            if (context.Tree.Find($"{prefix}{module}.py") is { } file) found.Add((file.Path, prefix, file));
        }

        return found.Count == 1 ? found[0] : null;
    }

    private static List<WheelFile> ExternalData(LayoutContext context)
    {
        if (context.Pyproject.Root.Table("tool", "flit", "external-data") is not { } table || !table.TryGet<TomlString>("directory", out var folder)) return [];
        var path = folder.Value.Trim('/');
        if (!context.Tree.Folders.Contains(path)) context.Findings.Add(PythonRules.FileMissing, new(context.Pyproject.Path, folder.Span), "the data folder", folder.Value, Path.Join(context.Tree.Root, path));
        return [.. context.Tree.Below(path).Select(f => new WheelFile(f.Path[(path.Length + 1)..], f))];
    }

    private static List<SourceFile> SdistFiles(LayoutContext context, IEnumerable<SourceFile> files)
    {
        var table = context.Pyproject.Root.Table("tool", "flit", "sdist");
        var include = Patterns(table, "include");
        var exclude = Patterns(table, "exclude");
        var chosen = files.Concat(context.Tree.Files.Where(f => include.Exists(p => p.MatchesOrHolds(f.Path))));
        return [.. chosen.Where(f => !exclude.Exists(p => p.MatchesOrHolds(f.Path))).DistinctBy(static f => f.Path)];
    }

    private static List<GlobPattern> Patterns(TomlTable? table, string key) =>
        table is not null && table.TryGet<TomlArray>(key, out var array) ? [.. array.Items.OfType<TomlString>().Select(static s => new GlobPattern(s.Value))] : [];
}
