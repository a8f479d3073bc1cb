using Legion.Build.Artifacts.Record;
using Legion.Build.Publishing.Repositories;

namespace Legion.Build.Publishing;

/// <summary>What a release is made of.</summary>
/// <param name="Record">The artifacts.</param>
/// <param name="Folder">Absolute path of the folder their files are in.</param>
internal sealed record ReleaseContent(BuildRecord Record, string Folder)
{
    /// <summary>Images that are taken from where they were published, by name.</summary>
    public IReadOnlyDictionary<string, PublishedImage> Images { get; init; } = new Dictionary<string, PublishedImage>(StringComparer.Ordinal);

    /// <summary>The commit the artifacts were made of, for the tag of the sources; null: the one that is checked out.</summary>
    public string? Commit { get; init; }
}
