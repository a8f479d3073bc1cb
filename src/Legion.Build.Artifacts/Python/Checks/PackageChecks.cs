using Legion.Build.Artifacts.Python.Layouts;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Python.Checks;

/// <summary>What would be refused, regretted or wondered at later, said at build.</summary>
internal static class PackageChecks
{
    private static readonly HashSet<string> TestPackages = new(StringComparer.OrdinalIgnoreCase) { "test", "tests" };

    private static readonly HashSet<string> LeftBehind = new(StringComparer.OrdinalIgnoreCase)
    {
        "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".tox", ".nox", ".venv", ".idea", ".vscode", ".vs", ".ipynb_checkpoints", ".coverage", ".DS_Store", "Thumbs.db", "desktop.ini",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> LeftBehindNames = LeftBehind.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[] LeftBehindEndings = [".pyc", ".pyo", ".swp", ".orig", ".rej", "~"];

    // Modules of Python 3's own library whose names warehouse refuses (packaging/services, stdlib_list).
    private static readonly Lazy<HashSet<string>> StandardLibrary = new(static () => EmbeddedList.Read("standard-library.txt"));

    /// <summary>A name an index refuses although PEP 508 allows it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="location">Where.</param>
    /// <param name="findings">Where findings go.</param>
    public static void CheckName(string name, SourceLocation location, Findings findings)
    {
        var normal = Names.PackageName.Normalize(name);
        if (StandardLibrary.Value.Contains(normal.Replace('-', '_'))) findings.Add(PythonRules.RefusedName, location, name, "it is a module of Python's own library");
        else if (normal is "requirements-txt" or "rrequirements-txt") findings.Add(PythonRules.RefusedName, location, name, "it is what 'pip install requirements.txt', with -r forgotten, would install");
    }

    /// <summary>Paths of an archive that nobody means to ship.</summary>
    /// <param name="paths">The paths.</param>
    /// <param name="isWheel">True for a wheel, false for an sdist, where tests are welcome.</param>
    /// <param name="location">Where.</param>
    /// <param name="findings">Where findings go.</param>
    public static void CheckContents(IReadOnlyCollection<string> paths, bool isWheel, SourceLocation location, Findings findings)
    {
        var byFoldedPath = new Dictionary<string, string>(paths.Count, StringComparer.OrdinalIgnoreCase);
        var tests = new SortedSet<string>(StringComparer.Ordinal);
        string? cache = null;
        foreach (var path in paths)
        {
            if (isWheel && TestPackage(path) is { } test) tests.Add(test);
            if (cache is null && IsLeftBehind(path)) cache = path;
            if (!byFoldedPath.TryAdd(path, path)) findings.Add(PythonRules.PathsCollide, location, byFoldedPath[path], path);
        }

        foreach (var package in tests) findings.Add(PythonRules.ShipsTests, location, package);
        if (cache is not null) findings.Add(PythonRules.ShipsCaches, location, isWheel ? "wheel" : "sdist", cache);
    }

    /// <summary>Links whose target is no part of the project.</summary>
    /// <param name="files">The files that are packaged.</param>
    /// <param name="location">Where.</param>
    /// <param name="findings">Where findings go.</param>
    public static void CheckLinks(IEnumerable<SourceFile> files, SourceLocation location, Findings findings)
    {
        foreach (var file in files.Where(static f => f.LeadsOutTo is not null).DistinctBy(static f => f.Path))
        {
            findings.Add(PythonRules.LinkLeadsOut, location, file.Path, file.LeadsOutTo);
        }
    }

    /// <summary>What the channel's destinations would refuse.</summary>
    /// <param name="context">The build.</param>
    /// <param name="package">The package.</param>
    /// <param name="privateClassifier">The classifier that keeps it off public indexes; null: none.</param>
    /// <param name="findings">Where findings go.</param>
    public static void CheckDestinations(BuildContext context, PythonPackage package, string? privateClassifier, Findings findings)
    {
        var destination = package.Destinations.FirstOrDefault(d => d.Channel == context.Channel.Name);
        if (destination is null) return;
        foreach (var repository in context.Manifest.Repositories.Where(r => destination.Repositories.Contains(r.Name) && IsPublicIndex(r)))
        {
            var location = context.Sources.Key(Manifest.Reading.SourceMap.PathOf("python", package.Name));
            if (privateClassifier is not null) findings.Add(PythonRules.PrivateGoesPublic, location, privateClassifier, destination.Channel, repository.Name);
            if (context.Version.Pep440.Contains('+', StringComparison.Ordinal)) findings.Add(PythonRules.LocalVersionGoesPublic, location, context.Version.Pep440, destination.Channel, repository.Name);
        }
    }

    // The package or module at the top of an archive, when it is one of tests.
    private static string? TestPackage(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var top = slash < 0 ? path : path[..slash];
        return TestPackages.Contains(top.EndsWith(".py", StringComparison.Ordinal) ? top[..^3] : top) ? top : null;
    }

    private static bool IsLeftBehind(string path)
    {
        foreach (var part in path.AsSpan().Split('/'))
        {
            if (LeftBehindNames.Contains(path.AsSpan(part))) return true;
        }

        foreach (var ending in LeftBehindEndings)
        {
            if (path.EndsWith(ending, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static bool IsPublicIndex(Repository repository) =>
        repository.Type == RepositoryType.Pypi && repository.Access == RepositoryAccess.Public
        && Uri.TryCreate(repository.Push, UriKind.Absolute, out var url) && (url.Host == "pypi.org" || url.Host.EndsWith(".pypi.org", StringComparison.Ordinal));
}
