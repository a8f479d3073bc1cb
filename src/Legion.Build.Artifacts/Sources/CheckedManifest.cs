using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;

namespace Legion.Build.Artifacts.Sources;

/// <summary>A manifest after reading, with its files looked for.</summary>
/// <param name="Manifest">The model with every artifact that is free of errors; null when there is nothing to build on.</param>
/// <param name="Sources">Where each part stands.</param>
/// <param name="Diagnostics">All findings: the reader's, then those of the files.</param>
public sealed record CheckedManifest(DistributionManifest? Manifest, SourceMap Sources, EquatableArray<BuildDiagnostic> Diagnostics)
{
    /// <summary>True when a finding is an error.</summary>
    public bool HasErrors => Diagnostics.Any(static d => d.Rule.Severity == RuleSeverity.Error);
}
