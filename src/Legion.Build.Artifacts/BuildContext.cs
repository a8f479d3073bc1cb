using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;
using Legion.Build.Manifest.Versions;

namespace Legion.Build.Artifacts;

/// <summary>What every build of artifacts is given. All paths are absolute.</summary>
public sealed record BuildContext
{
    /// <summary>The model.</summary>
    public required DistributionManifest Manifest { get; init; }

    /// <summary>Where each part of the model stands.</summary>
    public required SourceMap Sources { get; init; }

    /// <summary>The folder of the manifest: the root of every path in it.</summary>
    public required string Root { get; init; }

    /// <summary>Where the artifacts go (<c>artifacts/</c>).</summary>
    public required string OutputPath { get; init; }

    /// <summary>Where state that is no output goes: stat cache, staging (below <c>obj/</c>).</summary>
    public required string IntermediatePath { get; init; }

    /// <summary>
    /// Absolute folders the build itself writes to: <c>artifacts/</c>, <c>obj/</c>, <c>bin/</c>. They are nobody's sources, even where
    /// they lie below a folder that is declared as one (<c>sources: [.]</c>): an image that saw them would change with every build.
    /// </summary>
    public EquatableArray<string> WrittenPaths { get; init; }

    /// <summary>The version, in its three dialects.</summary>
    public required VersionDialects Version { get; init; }

    /// <summary>The channel the artifacts are made for: decides the references stamped into charts.</summary>
    public required Channel Channel { get; init; }

    /// <summary>SOURCE_DATE_EPOCH, seconds since 1970; null when it is not set: times are then the format's own zero.</summary>
    public long? SourceDateEpoch { get; init; }

    /// <summary>Where findings and progress go.</summary>
    public required IBuildLog Log { get; init; }
}
