using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Charts.Packaging;

/// <summary>What came of making one chart.</summary>
/// <param name="Job">The job.</param>
/// <param name="Artifact">The chart as made; null when it could not be.</param>
/// <param name="Findings">What was found, in order.</param>
internal sealed record ChartOutcome(ChartJob Job, BuiltArtifact? Artifact, IReadOnlyList<BuildDiagnostic> Findings);
