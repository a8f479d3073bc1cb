using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Images;

/// <summary>An image that cannot be built, for a reason a person can mend.</summary>
/// <param name="diagnostic">The finding.</param>
internal sealed class ImageBuildException(BuildDiagnostic diagnostic) : Exception(diagnostic.Message)
{
    /// <summary>The finding.</summary>
    public BuildDiagnostic Diagnostic { get; } = diagnostic;
}
