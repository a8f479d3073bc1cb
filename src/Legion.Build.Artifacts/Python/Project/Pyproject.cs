using Legion.Build.Artifacts.Python.Toml;

namespace Legion.Build.Artifacts.Python.Project;

/// <summary>A <c>pyproject.toml</c>, read.</summary>
internal sealed record Pyproject
{
    /// <summary>Absolute path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Its text.</summary>
    public required string Text { get; init; }

    /// <summary>Its tree.</summary>
    public required TomlTable Root { get; init; }

    /// <summary>Who builds it.</summary>
    public required BuildSystem BuildSystem { get; init; }

    /// <summary>Static metadata; null: the <c>[project]</c> table is missing.</summary>
    public ProjectMetadata? Project { get; init; }
}
