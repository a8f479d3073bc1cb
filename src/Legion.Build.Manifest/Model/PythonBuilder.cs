namespace Legion.Build.Manifest.Model;

/// <summary>Who builds a Python package.</summary>
public enum PythonBuilder
{
    /// <summary><c>auto</c>: native where that is provably equal, else the backend.</summary>
    Auto,

    /// <summary><c>native</c>: in-process, for pure Python with static metadata.</summary>
    Native,

    /// <summary><c>backend</c>: the package's PEP 517 backend.</summary>
    Backend,
}
