namespace Legion.Build.Artifacts.Python;

/// <summary>What runs a build backend.</summary>
public enum PythonFrontend
{
    /// <summary><c>auto</c>: an interpreter that has <c>build</c> and the backend; else uv, where it is; else <c>build</c> with a fresh environment.</summary>
    Auto,

    /// <summary><c>build</c>: <c>python -m build</c>, never uv.</summary>
    Build,

    /// <summary><c>uv</c>: <c>uv build</c>, and an error where there is no uv.</summary>
    Uv,
}
