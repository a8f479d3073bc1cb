namespace Legion.Build.Artifacts.Python;

/// <summary>How Python packages are built.</summary>
public sealed record PythonOptions
{
    /// <summary>The interpreter for build backends, a path or a program's name; null: the first on the search path that has what a package needs.</summary>
    public string? Interpreter { get; init; }

    /// <summary>What runs backends.</summary>
    public PythonFrontend Frontend { get; init; }

    /// <summary>Whether backends run in an environment of their own.</summary>
    public PythonIsolation Isolation { get; init; }

    /// <summary>True to build each native wheel by its backend too, and to report how the two differ.</summary>
    public bool Compare { get; init; }

    /// <summary>The environment Python runs in; null: this process's.</summary>
    public ToolEnvironment? Environment { get; init; }
}
