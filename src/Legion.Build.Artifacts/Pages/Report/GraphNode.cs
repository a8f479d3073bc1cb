namespace Legion.Build.Artifacts.Pages.Report;

/// <summary>A node of the artifact graph.</summary>
/// <param name="Id">Unique in the graph.</param>
/// <param name="Column">From the left: sources, images and packages, charts, repositories.</param>
/// <param name="Kind">The CSS class.</param>
/// <param name="Label">What it is called.</param>
internal sealed record GraphNode(string Id, int Column, string Kind, string Label);
