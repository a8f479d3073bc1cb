using Legion.Build.Manifest.Model;

namespace Legion.Build.Publishing.Repositories;

/// <summary>Opens repositories. The rehearsal and the tests bring their own.</summary>
public interface IPublisherFactory
{
    /// <summary>Opens a repository for the artifacts of one kind; nothing is asked of the network yet.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="kind">The kind of the artifacts: a registry takes images and charts, a folder takes all.</param>
    /// <param name="context">The release.</param>
    IRepositoryPublisher Open(Repository repository, ArtifactKind kind, PublishContext context);
}
