namespace Legion.Build.Manifest.Model;

/// <summary>A Helm chart.</summary>
/// <param name="Name">The chart's name, equal to <c>name</c> in its Chart.yaml.</param>
/// <param name="Path">Its folder, relative to the manifest.</param>
public sealed record Chart(string Name, string Path) : Artifact(Name)
{
    /// <summary>Charts of this manifest that must be installed, and so published, before it.</summary>
    public EquatableArray<string> InstallAfter { get; init; }

    /// <summary>Images of this manifest that it deploys.</summary>
    public EquatableArray<string> Images { get; init; }

    /// <summary>What is stamped into values.yaml at packaging: dotted path and template
    /// (<c>${repository}</c>, <c>${version}</c>, <c>${image:NAME}</c>).</summary>
    public EquatableArray<Setting> Values { get; init; }

    /// <summary>Charts of this manifest that it carries as subcharts.</summary>
    public EquatableArray<string> Dependencies { get; init; }

    /// <inheritdoc/>
    public override ArtifactKind Kind => ArtifactKind.Chart;
}
