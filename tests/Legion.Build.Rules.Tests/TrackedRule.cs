namespace Legion.Build.Rules.Tests;

/// <summary>A line of a release-tracking file.</summary>
/// <param name="Id">LEGION###.</param>
/// <param name="Category">The category.</param>
/// <param name="Severity">The default severity.</param>
public sealed record TrackedRule(string Id, string Category, string Severity);
