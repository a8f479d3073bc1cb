namespace Legion.Build.Manifest.Model;

/// <summary>The kinds of artifacts.</summary>
public enum ArtifactKind
{
    /// <summary>A Helm chart.</summary>
    Chart,

    /// <summary>A container image.</summary>
    Image,

    /// <summary>A Python package.</summary>
    Python,
}
