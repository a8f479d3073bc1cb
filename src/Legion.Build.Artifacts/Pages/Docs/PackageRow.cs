namespace Legion.Build.Artifacts.Pages.Docs;

/// <summary>A Python package on the distributions page.</summary>
public sealed record PackageRow
{
    /// <summary>The distribution's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its folder.</summary>
    public required string Path { get; init; }

    /// <summary>What it is; empty when the manifest says nothing.</summary>
    public required string Description { get; init; }

    /// <summary>Its documentation, as a link from the page; empty when there is none.</summary>
    public required string Docs { get; init; }

    /// <summary>All its documentation as Markdown links; empty when there is none.</summary>
    public required string DocsLinks { get; init; }
}
