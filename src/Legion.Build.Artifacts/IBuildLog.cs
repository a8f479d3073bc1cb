using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts;

/// <summary>Where making and publishing report. Implementations must be thread-safe.</summary>
public interface IBuildLog
{
    /// <summary>Reports a finding.</summary>
    /// <param name="diagnostic">The finding.</param>
    void Report(BuildDiagnostic diagnostic);

    /// <summary>Says something about one artifact, or about the whole when <paramref name="artifact"/> is null.</summary>
    /// <param name="level">How much it matters.</param>
    /// <param name="artifact">The artifact's name.</param>
    /// <param name="text">One line, without a newline.</param>
    void Message(BuildMessageLevel level, string? artifact, string text);
}
