namespace Legion.Build.Artifacts.Charts.Stamping;

/// <summary>Why a placeholder cannot be filled.</summary>
/// <param name="Placeholder">As written.</param>
/// <param name="Why">What is wrong; empty when one of the following says it.</param>
/// <param name="UnbuiltImage">The image that was not built.</param>
/// <param name="Places">The several places the chart's images go to.</param>
internal sealed record PlaceholderFault(string Placeholder, string Why, string? UnbuiltImage, string? Places);
