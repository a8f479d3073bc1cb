namespace Legion.Build.Artifacts.Pages.Docs;

/// <summary>An image on the distributions page.</summary>
public sealed record ImageRow
{
    /// <summary>The image's name.</summary>
    public required string Name { get; init; }

    /// <summary>The Dockerfile, its folder, or the .NET project.</summary>
    public required string BuiltFrom { get; init; }

    /// <summary>The stage, empty for the last one.</summary>
    public required string Target { get; init; }

    /// <summary>What the build sees beside the Dockerfile's folder, in words.</summary>
    public required string Sources { get; init; }

    /// <summary>What it is; empty when the manifest says nothing.</summary>
    public required string Description { get; init; }

    /// <summary>True when the image runs in the cluster.</summary>
    public required bool Component { get; init; }

    /// <summary>Its documentation, as a link from the page; empty when there is none.</summary>
    public required string Docs { get; init; }

    /// <summary>All its documentation as Markdown links; empty when there is none.</summary>
    public required string DocsLinks { get; init; }
}
