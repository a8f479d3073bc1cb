namespace Legion.Build.Manifest.Model;

/// <summary>A level of trust that a version is released at.</summary>
/// <param name="Name">As written in the manifest, such as <c>pre-release</c>.</param>
/// <param name="Versions">Which versions the channel takes.</param>
public sealed record Channel(string Name, VersionPolicy Versions)
{
    /// <summary>True when a published version may be overwritten with other bytes.</summary>
    public bool Mutable { get; init; }

    /// <summary>What the channel is for.</summary>
    public string? Description { get; init; }

    /// <summary>Floating image tags moved last, as templates: <c>latest</c>, <c>${major}.${minor}</c>.</summary>
    public EquatableArray<string> FloatingTags { get; init; }

    /// <summary>Template of the git tag set in the source repository after a publish, such as <c>v${version}</c>; none when null.</summary>
    public string? GitTag { get; init; }
}
