namespace Legion.Build.Artifacts.Python;

/// <summary>Where a build backend comes from.</summary>
public enum PythonIsolation
{
    /// <summary><c>auto</c>: the interpreter's own packages where they are all there, else a fresh environment filled from the index.</summary>
    Auto,

    /// <summary><c>true</c>: always a fresh environment, as <c>python -m build</c> does.</summary>
    Always,

    /// <summary><c>false</c>: never; needs no network.</summary>
    Never,
}
