namespace Legion.Build.Artifacts.Charts.Dependencies;

/// <summary>What a build does about dependencies that are not in charts/.</summary>
public enum DependencyMode
{
    /// <summary>Takes the versions of the lock file; without one, resolves the ranges and writes it.</summary>
    Locked,

    /// <summary>Resolves the ranges anew and writes the lock file.</summary>
    Update,

    /// <summary>Fetches nothing: what is not in charts/ is a warning, as for Helm.</summary>
    Off,
}
