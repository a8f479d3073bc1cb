using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Versions;
using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Repositories.Charts;

namespace Legion.Build.Publishing.Repositories.Directories;

/// <summary>Charts in a folder shaped as a Helm repository: packages and index.yaml.</summary>
internal sealed class HelmFolderPublisher(Repository repository, string folder, PublishContext context) : IRepositoryPublisher, IArtifactReader
{
    public PublisherCapabilities Capabilities { get; } = new() { CanReplace = true };

    private string Index => Path.Combine(folder, "index.yaml");

    public IReadOnlyList<ReleaseItem> Describe(BuiltArtifact artifact, IReadOnlyList<string> floatingTags) =>
        [ChartPackage.Item(artifact, repository.Name, name => Path.Combine(folder, name), name => Path.Combine(folder, name))];

    public Task CheckAsync(IReadOnlyList<ReleaseItem> items, CancellationToken cancellation) => DirectoryErrors.Run(() => FolderFile.Check(folder));

    public Task<string?> LookAsync(ReleaseItem item, CancellationToken cancellation) => DirectoryErrors.Run(() =>
    {
        var (file, listed) = (FolderFile.Digest(item.Address), ChartIndexFile.Find(ReadIndex(), item, context));
        // Equal in both places is there; a file the index does not list yet is one whose publish was interrupted.
        return listed is not null && listed != item.Digest ? listed
            : file is not null && file != item.Digest ? file
            : listed is not null && file is not null ? item.Digest
            : null;
    });

    public Task<IReadOnlyList<string>> ListAsync(ArtifactKind kind, string name, VersionDialects version, CancellationToken cancellation) =>
        DirectoryErrors.Run(() => ChartIndexFile.List(ReadIndex(), name, version.SemVer));

    public Task TransferAsync(ReleaseItem item, IProgress<long> sent, CancellationToken cancellation) => Task.CompletedTask;

    public Task CommitAsync(IReadOnlyList<ReleaseItem> items, bool mayReplace, IProgress<long> sent, CancellationToken cancellation) => DirectoryErrors.Run(() =>
    {
        using var held = FolderLock.Take(folder, cancellation);
        foreach (var item in items)
        {
            var package = ChartPackage.Read(item.Files[0], context);
            var index = ChartIndexFile.Add(ReadIndex(), [package], mayReplace, context);
            FolderFile.Put(context.FullPath(item.Files[0].Path), item.Address, item.Digest, mayReplace, sent);
            AtomicFile.WriteIfChanged(Index, index);
        }
    });

    public Task<string?> ReadBackAsync(ReleaseItem item, CancellationToken cancellation) => LookAsync(item, cancellation);

    public Task<byte[]?> ReadAsync(ReleaseItem item, CancellationToken cancellation) =>
        DirectoryErrors.Run(() => File.Exists(item.Address) ? File.ReadAllBytes(item.Address) : null);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private byte[] ReadIndex() => File.Exists(Index) ? File.ReadAllBytes(Index) : [];
}
