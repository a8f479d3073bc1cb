namespace Legion.Build.Manifest.Model;

/// <summary>What every artifact has.</summary>
/// <param name="Name">The name it is published under.</param>
public abstract record Artifact(string Name)
{
    /// <summary>What it is, in a sentence.</summary>
    public string? Description { get; init; }

    /// <summary>Documentation link: absolute, or relative to the manifest's <c>documentation</c>.</summary>
    public string? Docs { get; init; }

    /// <summary>Further documentation links, where <c>docs</c> is a list: all but the first.</summary>
    public EquatableArray<string> MoreDocs { get; init; }

    /// <summary>Where it goes, by channel: its own <c>publish</c> laid over the kind's.</summary>
    public EquatableArray<Destination> Destinations { get; init; }

    /// <summary>The kind it is of.</summary>
    public abstract ArtifactKind Kind { get; }
}
