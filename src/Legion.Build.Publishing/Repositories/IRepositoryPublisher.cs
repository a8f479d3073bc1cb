using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Versions;
using Legion.Build.Publishing.Plans;

namespace Legion.Build.Publishing.Repositories;

/// <summary>One repository of the manifest, for one release. Every trouble is a <see cref="PublishException"/> whose message holds no secret.</summary>
/// <remarks>Calls may come from several threads, except <see cref="CommitAsync"/>, which comes from one at a time.</remarks>
public interface IRepositoryPublisher : IAsyncDisposable
{
    /// <summary>What the repository can do.</summary>
    PublisherCapabilities Capabilities { get; }

    /// <summary>What publishing an artifact makes visible here. Nothing is asked of the network.</summary>
    /// <param name="artifact">An artifact of the build record.</param>
    /// <param name="floatingTags">Tags that are to lead to it beside its version; empty where <see cref="PublisherCapabilities.HasFloatingTags"/> is false.</param>
    /// <returns>The items, the order of sibling files kept.</returns>
    IReadOnlyList<ReleaseItem> Describe(BuiltArtifact artifact, IReadOnlyList<string> floatingTags);

    /// <summary>Asks whether the repository answers and takes the credentials; writes nothing.</summary>
    /// <param name="items">What is to be published: what rights are needed for.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task CheckAsync(IReadOnlyList<ReleaseItem> items, CancellationToken cancellation);

    /// <summary>Asks what stands at an item's address; writes nothing.</summary>
    /// <param name="item">An item of <see cref="Describe"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The digest, comparable with <see cref="ReleaseItem.Digest"/>; null when there is nothing.</returns>
    Task<string?> LookAsync(ReleaseItem item, CancellationToken cancellation);

    /// <summary>Asks which tags stand beside a floating one; writes nothing. Called only when <see cref="PublisherCapabilities.HasFloatingTags"/>.</summary>
    /// <param name="item">A floating tag.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The tags; where they cannot be listed, the version that the floating tag's own content says it is, if it says one.</returns>
    Task<IReadOnlyList<string>> TagsAsync(ReleaseItem item, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>Leads a floating tag to another version that stands beside it. Called only when <see cref="PublisherCapabilities.HasFloatingTags"/>.</summary>
    /// <param name="item">A floating tag.</param>
    /// <param name="version">The version, SemVer.</param>
    /// <param name="cancellation">Ends the work.</param>
    Task LeadAsync(ReleaseItem item, string version, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Asks what stands under an artifact's name and version, whoever put it there; writes nothing.</summary>
    /// <param name="kind">The artifact's kind.</param>
    /// <param name="name">Its name.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Keys, comparable with <see cref="ReleaseItem.Key"/>; one that is listed twice comes twice.</returns>
    Task<IReadOnlyList<string>> ListAsync(ArtifactKind kind, string name, VersionDialects version, CancellationToken cancellation);

    /// <summary>Sends content nobody can see yet; doing it again sends only what is missing. Called only when <see cref="PublisherCapabilities.StagesContent"/>.</summary>
    /// <param name="item">An item of <see cref="Describe"/>.</param>
    /// <param name="sent">Told of bytes as they are sent: each report adds.</param>
    /// <param name="cancellation">Ends the transfer; what arrived stays.</param>
    Task TransferAsync(ReleaseItem item, IProgress<long> sent, CancellationToken cancellation);

    /// <summary>Makes items visible; doing it again changes nothing.</summary>
    /// <param name="items">One item, or all of the release's when <see cref="PublisherCapabilities.CommitsTogether"/>.</param>
    /// <param name="mayReplace">Other bytes under an address may be replaced; otherwise they are a <see cref="PublishFailure.Conflict"/>, however late they are met.</param>
    /// <param name="sent">Told of bytes as they are sent: each report adds.</param>
    /// <param name="cancellation">Ends the work before the next step that cannot be half done.</param>
    Task CommitAsync(IReadOnlyList<ReleaseItem> items, bool mayReplace, IProgress<long> sent, CancellationToken cancellation);

    /// <summary>Reads back what users get and hashes it.</summary>
    /// <param name="item">A committed item.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The digest of what was read; null when nothing stands there yet.</returns>
    Task<string?> ReadBackAsync(ReleaseItem item, CancellationToken cancellation);
}
