namespace Legion.Build.Artifacts.Python.Backends;

/// <summary>What runs a backend.</summary>
/// <param name="Program">Absolute path of an interpreter with <c>build</c>, or of <c>uv</c>.</param>
/// <param name="IsUv">True for <c>uv</c>.</param>
/// <param name="Isolated">True when the backend comes from a fresh environment, false when it is the interpreter's own.</param>
/// <param name="Interpreter">The interpreter that was asked for, told to <c>uv</c>; null: its own choice.</param>
internal sealed record Frontend(string Program, bool IsUv, bool Isolated, string? Interpreter = null)
{
    /// <summary>The command as people call it.</summary>
    public string Name => IsUv ? "uv build" : "python -m build";

    /// <summary>The arguments that build a wheel and an sdist.</summary>
    /// <param name="source">Absolute path of the project.</param>
    /// <param name="output">Absolute path of the folder they go to.</param>
    /// <param name="settings">Config settings (PEP 517).</param>
    public IEnumerable<string> Arguments(string source, string output, IEnumerable<KeyValuePair<string, string>> settings)
    {
        List<string> arguments = IsUv ? ["build", "--no-config", "--sdist", "--wheel", "--out-dir", output] : ["-m", "build", "--sdist", "--wheel", "--outdir", output];

        // build would refuse a backend whose own optional dependencies a distribution has split off (Debian's hatchling lacks editables);
        // that what the project requires is there, the finder has seen.
        if (!Isolated) arguments.AddRange(IsUv ? ["--no-build-isolation"] : ["--no-isolation", "--skip-dependency-check"]);
        if (IsUv && Interpreter is not null) arguments.AddRange(["--python", Interpreter]);
        foreach (var (key, value) in settings) arguments.Add($"{(IsUv ? "--config-setting=" : "-C")}{key}={value}");
        arguments.Add(source);
        return arguments;
    }
}
