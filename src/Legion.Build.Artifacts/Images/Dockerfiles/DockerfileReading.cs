using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Images.Dockerfiles;

/// <summary>What reading a Dockerfile gives.</summary>
/// <param name="File">The instructions that could be read.</param>
/// <param name="Diagnostics">All findings, in text order; with an error among them the file must not be built.</param>
internal sealed record DockerfileReading(Dockerfile File, IReadOnlyList<BuildDiagnostic> Diagnostics)
{
    /// <summary>True when a finding is an error.</summary>
    public bool HasErrors => Diagnostics.Any(static d => d.Rule.Severity == RuleSeverity.Error);
}
