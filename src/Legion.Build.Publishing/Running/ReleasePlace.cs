using Legion.Build.Manifest.Model;
using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Repositories;

namespace Legion.Build.Publishing.Running;

/// <summary>A repository that a release goes to, and what goes there.</summary>
/// <param name="Repository">The repository; null for the git tag of the sources.</param>
/// <param name="Kind">The kind of what goes there; null for the git tag of the sources.</param>
/// <param name="Publisher">Speaks to it.</param>
/// <param name="Items">What becomes visible there, with its place in the order of visibility.</param>
internal sealed record ReleasePlace(Repository? Repository, ArtifactKind? Kind, IRepositoryPublisher Publisher, IReadOnlyList<(ReleaseItem Item, int Rank)> Items)
{
    /// <summary>The repository's name, for messages.</summary>
    public string Name => Repository?.Name ?? "source";
}
