using Legion.Build.Artifacts.Python.Names;
using Legion.Build.Artifacts.Python.Toml;

namespace Legion.Build.Artifacts.Python.Layouts;

/// <summary>hatchling's rules: patterns over the files the versioning system keeps.</summary>
internal sealed class HatchLayout : IPackageLayout
{
    private static readonly HashSet<string> KnownBuildKeys = new(StringComparer.Ordinal)
    {
        "include", "exclude", "artifacts", "packages", "only-include", "force-include", "ignore-vcs", "only-packages", "sources", "targets",
        "reproducible", "dev-mode-dirs", "dev-mode-exact", "directory", "skip-excluded-dirs", "strict-naming", "core-metadata-version", "macos-max-compat", "hooks",
    };

    private static readonly HashSet<string> KnownTables = new(StringComparer.Ordinal) { "build", "version", "metadata", "envs", "env", "publish", "project" };

    /// <inheritdoc/>
    public string Backend => "hatchling";

    /// <inheritdoc/>
    public IEnumerable<Obstacle> Obstacles(LayoutContext context)
    {
        foreach (var field in context.Project.Dynamic.Where(static f => f != "version")) yield return new($"'{field}' is dynamic");
        if (context.Tree.Find("hatch.toml") is not null) yield return new("a hatch.toml stands beside pyproject.toml");
        var hatch = context.Pyproject.Root.Table("tool", "hatch");
        foreach (var entry in hatch?.Entries.Where(static e => !KnownTables.Contains(e.Key)) ?? []) yield return new($"[tool.hatch.{entry.Key}] is not known");
        if (hatch?.Table("metadata", "hooks") is { } metadataHooks) yield return new($"the metadata hook '{Names(metadataHooks)}' is a program");

        var build = hatch?.Table("build");
        foreach (var table in (IEnumerable<TomlTable?>)[build, build?.Table("targets", "wheel"), build?.Table("targets", "sdist")])
        {
            if (table?.Table("hooks") is { Entries.Count: > 0 } hooks) yield return new($"the build hook '{Names(hooks)}' is a program");
            foreach (var entry in table?.Entries.Where(static e => !KnownBuildKeys.Contains(e.Key)) ?? []) yield return new($"hatchling's setting '{entry.Key}' is not known");
            if (table?.Find("strict-naming")?.Value is TomlBoolean { Value: false }) yield return new("strict-naming is off");
        }

        foreach (var (source, _) in new HatchTarget(context.Pyproject.Root, "wheel").ForceInclude)
        {
            if (source.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(source)) yield return new($"force-include takes '{source}' from outside the package's folder");
        }
    }

    /// <inheritdoc/>
    public PackageSelection? Select(LayoutContext context)
    {
        var wheel = new HatchTarget(context.Pyproject.Root, "wheel");
        var packages = wheel.Packages;
        var only = wheel.OnlyInclude;
        if (wheel.Include.Count == 0 && packages.Count == 0 && only.Count == 0 && !FindDefault(context, out packages, out only) && wheel.ForceInclude.Count == 0)
        {
            var name = PackageName.ForFileName(context.Project.Name);
            context.Findings.Add(PythonRules.NoModule, context.Location, $"hatchling takes {name}/__init__.py, src/{name}/__init__.py, {name}.py or */{name}/__init__.py, and there is none; [tool.hatch.build.targets.wheel] packages names others");
            return null;
        }

        // A package below a folder loses that folder: src/legion/a.py is legion/a.py in the wheel.
        wheel.Dropping(packages.Where(static p => p.Contains('/', StringComparison.Ordinal)).Select(static p => p[..(p.LastIndexOf('/') + 1)]));
        if (only.Count == 0) only = packages;
        var chosen = Choose(context, wheel, only).Select(f => new WheelFile(wheel.Rename(f.Path), f)).Concat(Forced(context, wheel)).ToList();
        if (chosen.Count == 0)
        {
            context.Findings.Add(PythonRules.NoModule, context.Location, "hatchling's settings leave no file; look at 'packages', 'include', 'exclude' and .gitignore");
            return null;
        }

        var sdist = new HatchTarget(context.Pyproject.Root, "sdist");
        var ignore = context.IgnoreFile is not null && context.Tree.Find(".gitignore") is { } file ? (IEnumerable<SourceFile>)[file] : [];
        return new PackageSelection
        {
            Wheel = [.. chosen.DistinctBy(static f => f.Path)],
            Sdist = [.. Choose(context, sdist, sdist.OnlyInclude.Count > 0 ? sdist.OnlyInclude : sdist.Packages).Concat(ignore).DistinctBy(static f => f.Path)],
            LicenseFiles = ["LICEN[CS]E*", "COPYING*", "NOTICE*", "AUTHORS*"],
            TagsPython2 = true,
            VersionFiles = VersionFile(context),
        };
    }

    private static string Names(TomlTable table) => string.Join("', '", table.Entries.Select(static e => e.Key));

    private static List<SourceFile> VersionFile(LayoutContext context)
    {
        if (!context.Project.Dynamic.Contains("version")) return [];
        var version = context.Pyproject.Root.Table("tool", "hatch", "version");
        if (version is null || !version.TryGet<TomlString>("path", out var path)) return [];
        if (context.Tree.Find(path.Value) is { } file) return [file];
        context.Findings.Add(PythonRules.FileMissing, new(context.Pyproject.Path, path.Span), "the version file", path.Value, Path.Join(context.Tree.Root, path.Value));
        return [];
    }

    private static bool FindDefault(LayoutContext context, out IReadOnlyList<string> packages, out IReadOnlyList<string> only)
    {
        (packages, only) = ([], []);
        var rawName = context.Project.Name.Replace('-', '_').Replace('.', '_');
        foreach (var name in (string[])[rawName, PackageName.ForFileName(context.Project.Name)])
        {
            if (context.Tree.Find($"{name}/__init__.py") is not null) packages = [name];
            else if (context.Tree.Find($"src/{name}/__init__.py") is not null) packages = ["src/" + name];
            else if (context.Tree.Find($"{name}.py") is not null) only = [$"{name}.py"];
            else if (context.Tree.FoldersIn("").Where(f => !f.StartsWith('.') && context.Tree.Find($"{f}/{name}/__init__.py") is not null).ToList() is [var space]) packages = [space];
            else continue;
            return true;
        }

        return false;
    }

    private static IEnumerable<SourceFile> Choose(LayoutContext context, HatchTarget target, IReadOnlyList<string> only)
    {
        var ignored = target.IgnoreVcs || context.IgnoreFile is null ? [] : File.ReadAllLines(context.IgnoreFile);
        var exclude = new IgnoreList([.. (string[])["*.py[cdo]", "/dist"], .. target.Exclude, .. ignored]);
        var include = new IgnoreList(target.Include.Concat(target.Packages.Select(static p => $"/{p}/")));
        var artifacts = new IgnoreList(target.Artifacts);
        foreach (var file in context.Tree.Files)
        {
            if (file.Name == ".DS_Store") continue;
            if (only.Count > 0 && !only.Any(o => file.Path == o || file.Path.StartsWith(o + "/", StringComparison.Ordinal))) continue;
            if (artifacts.Matches(file.Segments))
            {
                yield return file;
                continue;
            }

            if (target.OnlyPackages && context.Tree.Find(Folder(file) + "__init__.py") is null) continue;
            if (exclude.Matches(file.Segments)) continue;
            if (only.Count > 0 || include.IsEmpty || include.Matches(file.Segments)) yield return file;
        }
    }

    private static string Folder(SourceFile file) => file.Path[..(file.Path.LastIndexOf('/') + 1)];

    private static IEnumerable<WheelFile> Forced(LayoutContext context, HatchTarget target)
    {
        foreach (var (source, path) in target.ForceInclude)
        {
            if (context.Tree.Find(source) is { } file) yield return new WheelFile(target.Rename(path), file);
            foreach (var below in context.Tree.Below(source)) yield return new WheelFile(target.Rename((path.Length == 0 ? "" : path + "/") + below.Path[(source.Length + 1)..]), below);
        }
    }
}
