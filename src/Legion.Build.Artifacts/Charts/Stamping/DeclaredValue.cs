using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Charts.Stamping;

/// <summary>A value the manifest declares for a chart, filled.</summary>
/// <param name="Path">Dotted path in values.yaml.</param>
/// <param name="Value">The text.</param>
/// <param name="Location">Where the manifest declares it.</param>
internal sealed record DeclaredValue(string Path, string Value, SourceLocation Location);
