using Legion.Build.Artifacts.Python.Layouts;
using Legion.Build.Artifacts.Python.Names;
using Legion.Build.Artifacts.Python.Project;
using Legion.Build.Artifacts.Python.Toml;

namespace Legion.Build.Artifacts.Python.Backends;

/// <summary>How a version reaches a backend: variables for those that ask a versioning system, files for those that read one.</summary>
internal static class BackendVersion
{
    /// <summary>The variables by which backends are told a version.</summary>
    /// <param name="package">The distribution's name.</param>
    /// <param name="version">PEP 440.</param>
    public static IReadOnlyDictionary<string, string> Variables(string package, string version) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // setuptools-scm, and hatch-vcs through it; the first is for those old enough not to know whose version is asked for.
        ["SETUPTOOLS_SCM_PRETEND_VERSION"] = version,
        ["SETUPTOOLS_SCM_PRETEND_VERSION_FOR_" + PackageName.ForFileName(package).ToUpperInvariant()] = version,
        ["PBR_VERSION"] = version,
        ["PDM_BUILD_SCM_VERSION"] = version,
        ["POETRY_DYNAMIC_VERSIONING_BYPASS"] = version,
    };

    /// <summary>The files a backend reads a dynamic version from, as far as its settings name them.</summary>
    /// <param name="pyproject">The project's file; null: none.</param>
    /// <param name="tree">The project's files.</param>
    public static IEnumerable<SourceFile> Files(Pyproject? pyproject, SourceTree tree)
    {
        if (pyproject is null || pyproject.Project?.Dynamic.Contains("version") == false) yield break;
        foreach (var path in Paths(pyproject))
        {
            if (tree.Find(path) is { } file) yield return file;
        }
    }

    private static IEnumerable<string> Paths(Pyproject pyproject)
    {
        var root = pyproject.Root;
        if (root.Table("tool", "hatch", "version") is { } hatch && hatch.TryGet<TomlString>("path", out var path)) yield return path.Value;
        if (root.Table("tool", "pdm", "version") is { } pdm && pdm.TryGet<TomlString>("path", out var pdmPath)) yield return pdmPath.Value;
        if (root.Table("tool", "setuptools", "dynamic", "version") is { } setuptools)
        {
            if (setuptools.TryGet<TomlString>("file", out var file)) yield return file.Value;
            if (setuptools.TryGet<TomlArray>("file", out var files) && files.Items is [TomlString only]) yield return only.Value;
            if (setuptools.TryGet<TomlString>("attr", out var attribute) && attribute.Value.LastIndexOf('.') is var dot and > 0)
            {
                foreach (var candidate in Modules(attribute.Value[..dot])) yield return candidate;
            }
        }

        if (pyproject.BuildSystem.Package != "flit_core" || pyproject.Project is not { } project) yield break;
        var module = root.Table("tool", "flit", "module") is { } flit && flit.TryGet<TomlString>("name", out var name) ? name.Value : project.Name.Replace('-', '_');
        foreach (var candidate in Modules(module)) yield return candidate;
    }

    private static IEnumerable<string> Modules(string dotted)
    {
        var path = dotted.Replace('.', '/');
        return [$"{path}/__init__.py", $"{path}.py", $"src/{path}/__init__.py", $"src/{path}.py"];
    }
}
