using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Versions;

namespace Legion.Build.Artifacts.Record;

/// <summary>The build record (<c>distributions.json</c>): all that a build made, and nothing that differs between two builds of the same inputs.</summary>
public sealed record BuildRecord
{
    /// <summary>The file's name below the output folder.</summary>
    public const string FileName = "distributions.json";

    /// <summary>The product of the manifest.</summary>
    public required string Product { get; init; }

    /// <summary>The version, in its three dialects.</summary>
    public required VersionDialects Version { get; init; }

    /// <summary>The channel the artifacts were made for: it decides the references stamped into charts.</summary>
    public required string Channel { get; init; }

    /// <summary>The artifacts: charts, images, Python packages, each kind in ordinal order of the names.</summary>
    public EquatableArray<BuiltArtifact> Artifacts { get; init; }

    /// <summary>Puts artifacts in the order of the record.</summary>
    /// <param name="artifacts">In any order.</param>
    public static EquatableArray<BuiltArtifact> InOrder(IEnumerable<BuiltArtifact> artifacts) =>
        artifacts.OrderBy(static a => a.Kind).ThenBy(static a => a.Name, StringComparer.Ordinal).ToEquatableArray();
}
