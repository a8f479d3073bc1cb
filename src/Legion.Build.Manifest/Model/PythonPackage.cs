namespace Legion.Build.Manifest.Model;

/// <summary>A Python package.</summary>
/// <param name="Name">The distribution name, equal (PEP 503) to its own metadata's.</param>
/// <param name="Path">The folder with its pyproject.toml or setup.py, relative to the manifest.</param>
public sealed record PythonPackage(string Name, string Path) : Artifact(Name)
{
    /// <summary>The file whose version is stamped (in a copy) before a backend runs, relative to <see cref="Path"/>.</summary>
    public string? VersionFile { get; init; }

    /// <summary>Who builds it.</summary>
    public PythonBuilder Builder { get; init; }

    /// <summary>Packages of this manifest it requires at exactly this version.</summary>
    public EquatableArray<string> Dependencies { get; init; }

    /// <summary>PEP 517 config settings handed to the backend.</summary>
    public EquatableArray<Setting> ConfigSettings { get; init; }

    /// <inheritdoc/>
    public override ArtifactKind Kind => ArtifactKind.Python;
}
