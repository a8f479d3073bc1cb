using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Manifest.Reading;

/// <summary>What reading a manifest gives.</summary>
/// <param name="Manifest">The model with every artifact that is free of errors; null when there is nothing to build on.</param>
/// <param name="Sources">Where each part stands.</param>
/// <param name="Diagnostics">All findings, in text order.</param>
public sealed record ManifestReading(DistributionManifest? Manifest, SourceMap Sources, EquatableArray<BuildDiagnostic> Diagnostics)
{
    /// <summary>True when a finding is an error.</summary>
    public bool HasErrors => Diagnostics.Any(static d => d.Rule.Severity == RuleSeverity.Error);
}
