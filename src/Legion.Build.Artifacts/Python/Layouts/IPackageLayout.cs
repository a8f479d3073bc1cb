namespace Legion.Build.Artifacts.Python.Layouts;

/// <summary>One backend's rules of what goes into wheel and sdist.</summary>
internal interface IPackageLayout
{
    /// <summary>The backend's package, such as <c>hatchling</c>.</summary>
    string Backend { get; }

    /// <summary>Why the rules cannot be followed here; empty: they can.</summary>
    /// <param name="context">The project.</param>
    IEnumerable<Obstacle> Obstacles(LayoutContext context);

    /// <summary>Follows the rules. Findings say what is missing.</summary>
    /// <param name="context">The project.</param>
    /// <returns>Null when nothing to package was found.</returns>
    PackageSelection? Select(LayoutContext context);
}
