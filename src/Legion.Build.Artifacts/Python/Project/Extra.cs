namespace Legion.Build.Artifacts.Python.Project;

/// <summary>A set of optional dependencies.</summary>
/// <param name="Name">Its name as written.</param>
/// <param name="Requirements">The dependencies.</param>
internal sealed record Extra(string Name, IReadOnlyList<DeclaredRequirement> Requirements);
