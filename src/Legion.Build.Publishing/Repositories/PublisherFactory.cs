using Legion.Build.Manifest.Model;
using Legion.Build.Publishing.Repositories.Directories;
using Legion.Build.Publishing.Repositories.HelmGit;
using Legion.Build.Publishing.Repositories.HelmHttp;
using Legion.Build.Publishing.Repositories.Oci;
using Legion.Build.Publishing.Repositories.Pypi;

namespace Legion.Build.Publishing.Repositories;

/// <summary>Opens repositories by their types.</summary>
internal sealed class PublisherFactory : IPublisherFactory
{
    public IRepositoryPublisher Open(Repository repository, ArtifactKind kind, PublishContext context) => (repository.Type, kind) switch
    {
        (RepositoryType.HelmGit, ArtifactKind.Chart) => new HelmGitPublisher(repository, context),
        (RepositoryType.HelmHttp, ArtifactKind.Chart) => new HelmHttpPublisher(repository, context),
        (RepositoryType.Oci, ArtifactKind.Chart or ArtifactKind.Image) => new OciPublisher(repository, context),
        (RepositoryType.Pypi, ArtifactKind.Python) => new PypiPublisher(repository, context),
        (RepositoryType.Directory, _) => OpenFolder(repository, kind, Path.GetFullPath(repository.Push, context.Root), context),
        _ => throw new PublishException(PublishFailure.Program, $"a repository of type '{repository.Type}' takes no artifact of kind '{kind}'"),
    };

    /// <summary>A folder shaped as the repositories of a kind are.</summary>
    internal static IRepositoryPublisher OpenFolder(Repository repository, ArtifactKind kind, string folder, PublishContext context) => kind switch
    {
        ArtifactKind.Image => new LayoutPublisher(repository, folder, context),
        ArtifactKind.Chart when repository.Type == RepositoryType.Oci => new LayoutPublisher(repository, folder, context),
        ArtifactKind.Chart => new HelmFolderPublisher(repository, folder, context),
        _ => new SimpleIndexPublisher(repository, folder, context),
    };
}
