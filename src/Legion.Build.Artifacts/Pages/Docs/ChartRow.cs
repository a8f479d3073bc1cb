namespace Legion.Build.Artifacts.Pages.Docs;

/// <summary>A chart on the distributions page.</summary>
public sealed record ChartRow
{
    /// <summary>The chart's name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is; empty when the manifest says nothing.</summary>
    public required string Description { get; init; }

    /// <summary>Its folder.</summary>
    public required string Path { get; init; }

    /// <summary>All its documentation as Markdown links; empty when there is none.</summary>
    public required string DocsLinks { get; init; }

    /// <summary>The charts to install before it, as Markdown code separated by commas; empty when there are none.</summary>
    public required string After { get; init; }

    /// <summary>The charts that wait for it, as Markdown code separated by commas; empty when there are none.</summary>
    public required string Before { get; init; }

    /// <summary>The images it deploys.</summary>
    public required IReadOnlyList<ImageRow> Images { get; init; }
}
