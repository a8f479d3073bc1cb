using Legion.Build.Artifacts.Python.Project;

namespace Legion.Build.Artifacts.Python.Backends;

/// <summary>Finds a Python, or uv, that can run a project's backend.</summary>
/// <param name="options">How to build.</param>
/// <param name="environment">Where programs are looked for.</param>
internal sealed class FrontendFinder(PythonOptions options, ToolEnvironment environment)
{
    private const string UvSite = "https://docs.astral.sh/uv/";

    // Prints the name of each thing that is missing: a requirement that is not there, or there in another version.
    private const string Probe = """
        import sys, importlib.util
        try:
            from importlib import metadata
        except ImportError:
            print("Python 3.8"); sys.exit()
        try:
            from packaging.requirements import Requirement
        except ImportError:
            Requirement = None
        if importlib.util.find_spec("build") is None:
            print("build")
        for text in sys.argv[1:]:
            name = text
            try:
                if text == "wheel?":
                    text = "wheel"
                    if int(metadata.version("setuptools").split(".")[0]) > 70:
                        continue
                if Requirement:
                    requirement = Requirement(text)
                    if requirement.marker and not requirement.marker.evaluate():
                        continue
                    name = requirement.name
                    if not requirement.specifier.contains(metadata.version(name), prereleases=True):
                        print(text)
                else:
                    import re
                    name = re.match(r"[A-Za-z0-9._-]+", text).group()
                    metadata.version(name)
            except metadata.PackageNotFoundError:
                print(text)
        """;

    /// <summary>The interpreters that come into question, in order of preference.</summary>
    public IReadOnlyList<string> Interpreters()
    {
        if (options.Interpreter is { } named)
        {
            return Path.IsPathRooted(named) ? (File.Exists(named) ? [named] : []) : [.. environment.SearchPath.Select(folder => Path.Join(folder, named)).Where(File.Exists)];
        }

        string[] names = OperatingSystem.IsWindows() ? ["python.exe", "python3.exe"] : ["python3", "python"];
        return [.. environment.SearchPath.SelectMany(folder => names.Select(name => Path.Join(folder, name))).Where(File.Exists).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>uv on the search path, or null.</summary>
    public string? Uv() => environment.SearchPath.Select(static folder => Path.Join(folder, OperatingSystem.IsWindows() ? "uv.exe" : "uv")).FirstOrDefault(File.Exists);

    /// <summary>Finds what can run a backend.</summary>
    /// <param name="buildSystem">The backend and what it needs.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>The frontend, or what is missing and what to install.</returns>
    public async Task<(Frontend? Found, string Missing, string Remedy)> FindAsync(BuildSystem buildSystem, CancellationToken cancellationToken)
    {
        var interpreters = Interpreters();
        var (withBuild, missing) = ((string?)null, "no Python was found" + (options.Interpreter is null ? " on the search path" : $" under '{options.Interpreter}'"));
        var requirements = buildSystem.Requires;

        // A backend of the project's own needs nothing that it does not name (PEP 517, in-tree backends).
        if (requirements.Count == 0 && buildSystem.BackendPath.Count == 0) requirements = [buildSystem.Package == "poetry" ? "poetry-core" : buildSystem.Package];

        // setuptools makes wheels by itself since 70.1; before, it asks for the package wheel as soon as one is built.
        if (buildSystem.Package == "setuptools" && !requirements.Any(static r => r.StartsWith("wheel", StringComparison.Ordinal))) requirements = [.. requirements, "wheel?"];
        if (options.Frontend == PythonFrontend.Uv && Uv() is null) return (null, "uv, which LegionPythonFrontend asks for, is not on the search path", $"install uv ({UvSite}), or leave LegionPythonFrontend out");
        if (options.Frontend == PythonFrontend.Uv && options.Isolation != PythonIsolation.Never) return (new Frontend(Uv()!, IsUv: true, Isolated: true, options.Interpreter), "", "");
        var nearest = int.MaxValue;
        foreach (var interpreter in interpreters)
        {
            var run = await ToolRunner.RunAsync(interpreter, ["-c", Probe, .. requirements], Path.GetDirectoryName(interpreter)!, environment.Variables, onLine: null, cancellationToken);
            if (run.ExitCode != 0) continue;
            if (!run.Output.Contains("build")) withBuild ??= interpreter;
            var lacks = options.Frontend == PythonFrontend.Uv ? [.. run.Output.Where(static l => l != "build")] : run.Output; // uv builds without it
            if (lacks.Count == 0 && options.Isolation != PythonIsolation.Always)
            {
                return (options.Frontend == PythonFrontend.Uv ? new Frontend(Uv()!, IsUv: true, Isolated: false, interpreter) : new Frontend(interpreter, IsUv: false, Isolated: false), "", "");
            }

            if (lacks.Count >= nearest) continue;
            (nearest, missing) = (lacks.Count, $"{interpreter} lacks {string.Join(", ", lacks)}");
        }

        if (options.Isolation != PythonIsolation.Never && options.Frontend != PythonFrontend.Uv)
        {
            if (options.Frontend == PythonFrontend.Auto && Uv() is { } uv) return (new Frontend(uv, IsUv: true, Isolated: true, options.Interpreter), "", "");
            if (withBuild is not null) return (new Frontend(withBuild, IsUv: false, Isolated: true), "", "");
        }

        return (null, missing, Remedy(requirements));
    }

    private static string Remedy(IEnumerable<string> requirements) =>
        $"run 'python3 -m pip install build {string.Join(' ', requirements.Select(static r => $"\"{r.TrimEnd('?')}\""))}', or install uv ({UvSite})";
}
