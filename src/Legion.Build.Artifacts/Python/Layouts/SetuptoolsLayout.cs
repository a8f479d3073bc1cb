using Legion.Build.Artifacts.Python.Backends;
using Legion.Build.Artifacts.Python.Toml;

namespace Legion.Build.Artifacts.Python.Layouts;

/// <summary>setuptools' rules, for a project that says everything in pyproject.toml.</summary>
/// <remarks>https://setuptools.pypa.io/en/latest/userguide/package_discovery.html and datafiles.html.</remarks>
internal sealed class SetuptoolsLayout : IPackageLayout
{
    private static readonly HashSet<string> KnownKeys = new(StringComparer.Ordinal)
    {
        "packages", "py-modules", "package-dir", "package-data", "include-package-data", "zip-safe", "dynamic", "license-files",
    };

    /// <inheritdoc/>
    public string Backend => "setuptools";

    /// <inheritdoc/>
    public IEnumerable<Obstacle> Obstacles(LayoutContext context)
    {
        if (SetuptoolsPrograms.FindObstacle(context.Tree) is { } program) yield return new(program);
        Manifest(context, out var line);
        if (line.Length > 0) yield return new($"the line '{line}' of MANIFEST.in is not known");
        foreach (var field in context.Project.Dynamic.Where(static f => f != "version")) yield return new($"'{field}' is dynamic");
        foreach (var requirement in context.Pyproject.BuildSystem.Requires.Where(static r => !IsPlain(r))) yield return new($"'{requirement}' plugs into setuptools");

        var settings = context.Pyproject.Root.Table("tool", "setuptools");
        foreach (var entry in settings?.Entries ?? [])
        {
            if (!KnownKeys.Contains(entry.Key)) yield return new($"[tool.setuptools] {entry.Key} is not known");
        }

        if (context.Pyproject.Root.Table("tool", "distutils") is not null) yield return new("[tool.distutils] configures commands");
        if (SetuptoolsPackages.Find(context, out var problem) is not { } packages)
        {
            yield return new(problem);
            yield break;
        }

        // Newer versions take these in by themselves, older ones do not.
        var files = Files(context, packages).Select(static f => f.Source.Path).ToHashSet(StringComparer.Ordinal);
        var typed = packages.Folders.SelectMany(f => InFolder(context, f.Path)).FirstOrDefault(f => !files.Contains(f.Path) && (f.Name == "py.typed" || f.Name.EndsWith(".pyi", StringComparison.Ordinal)));
        if (typed is not null) yield return new($"setuptools' versions differ about '{typed.Path}', which package-data does not name");
    }

    /// <inheritdoc/>
    public PackageSelection? Select(LayoutContext context)
    {
        var packages = SetuptoolsPackages.Find(context, out var problem);
        var files = packages is null ? [] : Files(context, packages);
        var sdist = SdistFiles(context, files);
        if (files.Count == 0)
        {
            context.Findings.Add(PythonRules.NoModule, context.Location, problem.Length > 0 ? problem : "setuptools finds no package and no module at the root or in 'src'; [tool.setuptools] packages names them");
            return null;
        }

        return new PackageSelection
        {
            Wheel = files,
            Sdist = sdist,
            LicenseFiles = ["LICEN[CS]E*", "COPYING*", "NOTICE*", "AUTHORS*"],
            VersionFiles = [.. BackendVersion.Files(context.Pyproject, context.Tree)],
        };
    }

    private static ManifestTemplate? Manifest(LayoutContext context, out string problem)
    {
        problem = "";
        return context.Tree.Find("MANIFEST.in") is { } file ? ManifestTemplate.Read(File.ReadAllText(file.FullPath), out problem) : null;
    }

    private static IReadOnlyList<SourceFile> SdistFiles(LayoutContext context, IEnumerable<WheelFile> files)
    {
        var test = new GlobPattern("test*.py");
        var defaults = context.Tree.Files.Where(f => f.Path is "README" or "README.rst" or "README.txt" or "README.md" or "setup.py" or "setup.cfg" or "pyproject.toml" or "MANIFEST.in"
            || ((f.Path.StartsWith("tests/", StringComparison.Ordinal) || f.Path.StartsWith("test/", StringComparison.Ordinal)) && f.Path.LastIndexOf('/') is 4 or 5 && test.Matches(f.Name)));
        var all = files.Select(static f => f.Source).Concat(defaults);
        return Manifest(context, out _)?.Apply(all, context.Tree) ?? [.. all];
    }

    private static bool IsPlain(string requirement)
    {
        var name = Names.PackageName.Normalize(new string([.. requirement.TakeWhile(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')]));
        return name is "setuptools" or "wheel";
    }

    private static IEnumerable<SourceFile> InFolder(LayoutContext context, string folder)
    {
        var prefix = folder.Length == 0 ? "" : folder + "/";
        return context.Tree.Below(folder).Where(f => !f.Path.AsSpan(prefix.Length).Contains('/'));
    }

    private static List<WheelFile> Files(LayoutContext context, SetuptoolsPackages packages)
    {
        var files = packages.Modules.Select(static m => Module(m.Name, m)).ToList();
        var data = context.Pyproject.Root.Table("tool", "setuptools", "package-data");
        foreach (var (name, folder) in packages.Folders)
        {
            var target = name.Replace('.', '/') + "/";
            files.AddRange(InFolder(context, folder).Where(static f => f.Name.EndsWith(".py", StringComparison.Ordinal)).Select(f => Module(target + f.Name, f)));
            var patterns = (string[])[.. Patterns(data, "*"), .. Patterns(data, ""), .. Patterns(data, name)];
            var prefix = folder.Length == 0 ? 0 : folder.Length + 1;
            foreach (var glob in patterns.Select(static p => new GlobPattern(p)))
            {
                files.AddRange(context.Tree.Below(folder).Where(f => glob.Matches(f.Path[prefix..])).Select(f => new WheelFile(target + f.Path[prefix..], f)));
            }
        }

        if (context.Pyproject.Root.Table("tool", "setuptools")?.Find("include-package-data")?.Value is not TomlBoolean { Value: false }) files.AddRange(ManifestData(context, packages));
        return [.. files.DistinctBy(static f => f.Path)];
    }

    // build_py copies modules without their modes, and data with them.
    private static WheelFile Module(string path, SourceFile source) => new(path, source) { IsExecutable = false };

    // What MANIFEST.in takes in is data of the nearest package above it; modules of a package are chosen by its folder alone.
    private static IEnumerable<WheelFile> ManifestData(LayoutContext context, SetuptoolsPackages packages)
    {
        var names = packages.Folders.Where(static f => f.Path.Length > 0).DistinctBy(static f => f.Path).ToDictionary(static f => f.Path, static f => f.Name, StringComparer.Ordinal);
        foreach (var file in Manifest(context, out _)?.Apply([], context.Tree) ?? [])
        {
            for (var slash = file.Path.LastIndexOf('/'); slash > 0; slash = file.Path.LastIndexOf('/', slash - 1))
            {
                if (!names.TryGetValue(file.Path[..slash], out var name)) continue;
                var rest = file.Path[(slash + 1)..];
                if (rest.Contains('/', StringComparison.Ordinal) || !rest.EndsWith(".py", StringComparison.Ordinal)) yield return new WheelFile($"{name.Replace('.', '/')}/{rest}", file);
                break;
            }
        }
    }

    private static IEnumerable<string> Patterns(TomlTable? data, string package) =>
        data is not null && data.TryGet<TomlArray>(package, out var array) ? array.Items.OfType<TomlString>().Select(static s => s.Value) : [];
}
