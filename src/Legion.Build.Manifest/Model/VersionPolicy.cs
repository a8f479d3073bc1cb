namespace Legion.Build.Manifest.Model;

/// <summary>Which versions a channel takes.</summary>
public enum VersionPolicy
{
    /// <summary><c>stable</c>: 1.2.3 only, no pre-release, no build metadata.</summary>
    Stable,

    /// <summary><c>prerelease</c>: 1.2.3-rc.1 only.</summary>
    Prerelease,

    /// <summary><c>any</c>: every version.</summary>
    Any,
}
