namespace Legion.Build.Artifacts.Pages.Report;

/// <summary>An image with its layers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">All layers, as people read it.</param>
/// <param name="Layers">From the base up.</param>
public sealed record ReportImage(string Name, string Size, IReadOnlyList<ReportLayer> Layers);
