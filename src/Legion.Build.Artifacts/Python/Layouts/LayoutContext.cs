using Legion.Build.Artifacts.Python.Project;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Python.Layouts;

/// <summary>What a layout looks at.</summary>
/// <param name="Pyproject">The project's file.</param>
/// <param name="Tree">The project's files.</param>
/// <param name="IgnoreFile">The <c>.gitignore</c> that applies: the project's, or the nearest one above it within the manifest's folder; null: none.</param>
/// <param name="Findings">Where findings go.</param>
internal sealed record LayoutContext(Pyproject Pyproject, SourceTree Tree, string? IgnoreFile, Findings Findings)
{
    /// <summary>The static metadata.</summary>
    public ProjectMetadata Project => Pyproject.Project!;

    /// <summary>The whole pyproject.toml, for findings.</summary>
    public SourceLocation Location => new(Pyproject.Path, Pyproject.Project?.NameSpan ?? default);
}
