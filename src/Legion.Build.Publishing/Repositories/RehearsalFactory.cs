using Legion.Build.Manifest.Model;
using Legion.Build.Publishing.Repositories.HelmGit;

namespace Legion.Build.Publishing.Repositories;

/// <summary>Opens folders in place of repositories: <c>LegionRehearseTo</c>/REPOSITORY, shaped as the real one.</summary>
internal sealed class RehearsalFactory(string folder) : IPublisherFactory
{
    public IRepositoryPublisher Open(Repository repository, ArtifactKind kind, PublishContext context)
    {
        var place = Path.Combine(folder, repository.Name);
        if (repository.Type != RepositoryType.HelmGit || kind != ArtifactKind.Chart) return PublisherFactory.OpenFolder(repository, kind, place, context);
        // A bare git repository, pushed to as to the real one.
        var bare = place + ".git";
        return new HelmGitPublisher(repository with { Push = bare, Pull = bare }, context) { CreateAt = bare };
    }
}
