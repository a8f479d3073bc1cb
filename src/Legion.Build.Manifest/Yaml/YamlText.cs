using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Manifest.Yaml;

/// <summary>What reading a YAML text gives.</summary>
/// <param name="Documents">The documents, in order; after a syntax error, what stands before it.</param>
/// <param name="Diagnostics">What is wrong with the text as YAML; empty when it is well formed.</param>
public sealed record YamlText(IReadOnlyList<YamlDocument> Documents, EquatableArray<BuildDiagnostic> Diagnostics)
{
    /// <summary>True when the text is well formed.</summary>
    public bool IsWellFormed => Diagnostics.IsEmpty;
}
