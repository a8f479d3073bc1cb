namespace Legion.Build.Artifacts.Pages.Report;

/// <summary>An artifact in the report's table.</summary>
public sealed record ReportArtifact
{
    /// <summary><c>chart</c>, <c>image</c> or <c>python</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its version in its dialect.</summary>
    public required string Version { get; init; }

    /// <summary>Its size, as people read it.</summary>
    public required string Size { get; init; }

    /// <summary>Its digest.</summary>
    public required string Digest { get; init; }

    /// <summary>The digest's beginning.</summary>
    public required string ShortDigest { get; init; }

    /// <summary>How it was made.</summary>
    public required string How { get; init; }

    /// <summary>False when the earlier output was still right.</summary>
    public required bool Rebuilt { get; init; }

    /// <summary>Why it was rebuilt, or <c>unchanged</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>How long it took; empty when it was not rebuilt.</summary>
    public required string Time { get; init; }
}
