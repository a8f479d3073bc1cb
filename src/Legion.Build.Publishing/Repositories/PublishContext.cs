using Legion.Build.Artifacts;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Versions;

namespace Legion.Build.Publishing.Repositories;

/// <summary>What every publisher is given. All paths are absolute.</summary>
public sealed record PublishContext
{
    /// <summary>The product of the manifest.</summary>
    public required string Product { get; init; }

    /// <summary>The folder of the manifest: certificate files are relative to it.</summary>
    public required string Root { get; init; }

    /// <summary>The artifacts' folder: <see cref="Plans.ReleaseItem.Files"/> are relative to it.</summary>
    public required string OutputPath { get; init; }

    /// <summary>A folder for clones and other state that is no output; kept between an interrupted publish and its repetition.</summary>
    public required string WorkPath { get; init; }

    /// <summary>The version, in its three dialects.</summary>
    public required VersionDialects Version { get; init; }

    /// <summary>The channel published to.</summary>
    public required Channel Channel { get; init; }

    /// <summary>What is outside the process: variables, home folder, clock.</summary>
    public required ReleaseEnvironment Environment { get; init; }

    /// <summary>Where progress goes.</summary>
    public required IBuildLog Log { get; init; }

    /// <summary>Images that are taken from where they were published, by name; all others are in the output folder.</summary>
    public IReadOnlyDictionary<string, PublishedImage> Images { get; init; } = new Dictionary<string, PublishedImage>(StringComparer.Ordinal);

    /// <summary>Absolute path of a file of an artifact.</summary>
    /// <param name="path">Relative to the output folder, with forward slashes.</param>
    public string FullPath(string path) => Path.Combine(OutputPath, path.Replace('/', Path.DirectorySeparatorChar));
}
