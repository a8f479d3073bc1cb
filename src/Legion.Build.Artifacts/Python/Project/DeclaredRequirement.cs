using Legion.Build.Artifacts.Python.Requirements;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Python.Project;

/// <summary>A dependency with its place.</summary>
/// <param name="Requirement">The dependency.</param>
/// <param name="Span">Of the string in pyproject.toml, quotes included.</param>
internal sealed record DeclaredRequirement(Requirement Requirement, SourceSpan Span);
