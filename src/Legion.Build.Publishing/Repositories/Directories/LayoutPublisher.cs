using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Versions;
using Legion.Build.Oci;
using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;
using Legion.Build.Oci.Transfer;
using Legion.Build.Publishing.Plans;

namespace Legion.Build.Publishing.Repositories.Directories;

/// <summary>A registry as folders: an OCI layout a name, with a tag as each entry's name, as a registry has a repository a name.</summary>
internal sealed class LayoutPublisher(Repository repository, string folder, PublishContext context) : IRepositoryPublisher, IArtifactReader
{
    public PublisherCapabilities Capabilities { get; } = new() { StagesContent = true, HasFloatingTags = true, CanReplace = true };

    public IReadOnlyList<ReleaseItem> Describe(BuiltArtifact artifact, IReadOnlyList<string> floatingTags)
    {
        var content = OciContent.Of(artifact.Kind, artifact.Name, artifact.Version, artifact.Files, context);
        return [Item(artifact, content, content.Tag, ItemRole.Artifact), .. floatingTags.Select(tag => Item(artifact, content, tag, ItemRole.FloatingTag))];
    }

    public Task CheckAsync(IReadOnlyList<ReleaseItem> items, CancellationToken cancellation) => DirectoryErrors.Run(() => FolderFile.Check(folder));

    public Task<string?> LookAsync(ReleaseItem item, CancellationToken cancellation) => DirectoryErrors.Run(() => Find(item)?.Digest.ToString());

    public Task<IReadOnlyList<string>> TagsAsync(ReleaseItem item, CancellationToken cancellation) =>
        DirectoryErrors.Run<IReadOnlyList<string>>(() => [.. OciLayout.Open(PathOf(item.Name)).ReadEntries().Select(static e => e.Name).OfType<string>()]);

    public Task LeadAsync(ReleaseItem item, string version, CancellationToken cancellation) => DirectoryErrors.Run(() =>
    {
        using var held = FolderLock.Take(folder, cancellation);
        var target = OciLayout.Open(PathOf(item.Name));
        if (target.Find(version.Replace('+', '_')) is not { } root) return;
        using var writer = target.OpenWriter(cancellation);
        writer.SetEntry(item.Key, root, cancellation);
    });

    public Task<IReadOnlyList<string>> ListAsync(ArtifactKind kind, string name, VersionDialects version, CancellationToken cancellation) =>
        DirectoryErrors.Run<IReadOnlyList<string>>(() => OciLayout.IsLayout(PathOf(name)) && OciLayout.Open(PathOf(name)).Find(version.OciTag) is not null ? [version.OciTag] : []);

    public Task TransferAsync(ReleaseItem item, IProgress<long> sent, CancellationToken cancellation) => DirectoryErrors.Run(async () =>
    {
        var content = OciContent.Of(item, context);
        var target = OciLayout.OpenOrCreate(PathOf(item.Name));
        using var writer = target.OpenWriter(cancellation);
        foreach (var blob in content.All)
        {
            cancellation.ThrowIfCancellationRequested();
            if (target.Contains(blob)) continue;
            if (PublishedImage.IsManifest(blob))
            {
                writer.WriteManifest(await content.Source.ReadManifestAsync(blob, cancellation));
            }
            else
            {
                await using var stream = await content.Source.OpenBlobAsync(blob, cancellation);
                await writer.WriteBlobAsync(blob, stream, cancellation);
            }

            sent.Report(blob.Size);
        }
    });

    public Task CommitAsync(IReadOnlyList<ReleaseItem> items, bool mayReplace, IProgress<long> sent, CancellationToken cancellation) => DirectoryErrors.Run(() =>
    {
        // What stands under a tag is compared and written in one: of two publishers of other bytes the later one is refused.
        using var held = FolderLock.Take(folder, cancellation);
        foreach (var item in items)
        {
            if (Find(item) is { } there && there.Digest.ToString() != item.Digest && !mayReplace) throw new PublishException(PublishFailure.Conflict, there.Digest.ToString());
            using var writer = OciLayout.OpenOrCreate(PathOf(item.Name)).OpenWriter(cancellation);
            writer.SetEntry(item.Key, OciContent.Of(item, context).Root, cancellation);
        }
    });

    public Task<string?> ReadBackAsync(ReleaseItem item, CancellationToken cancellation) => DirectoryErrors.Run(() =>
    {
        if (Find(item) is not { } root) return null;
        var target = OciLayout.Open(PathOf(item.Name));
        foreach (var blob in target.Reach(root))
        {
            // The stream hashes as it is read and throws at its end when the bytes are others.
            using var content = target.OpenBlob(blob);
            content.CopyTo(Stream.Null);
        }

        return root.Digest.ToString();
    });

    public Task<byte[]?> ReadAsync(ReleaseItem item, CancellationToken cancellation) => DirectoryErrors.Run(() =>
    {
        if (Find(item) is not { } root) return null;
        var target = OciLayout.Open(PathOf(item.Name));
        var package = target.ReadManifest(root).ToImage().Layers.FirstOrDefault(static l => l.MediaType == MediaTypes.HelmChart);
        return package is null ? null : target.ReadBlob(package);
    });

    public Task<PublishedImage?> OpenImageAsync(ReleaseItem item, CancellationToken cancellation) => DirectoryErrors.Run(async () =>
    {
        if (Find(item) is not { } root || root.Digest.ToString() != item.Digest) return null;
        var source = new LayoutSource(OciLayout.Open(PathOf(item.Name)));
        return await PublishedImage.OpenAsync(source, await source.ReadManifestAsync(root, cancellation), cancellation);
    });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ReleaseItem Item(BuiltArtifact artifact, OciContent content, string tag, ItemRole role) => new()
    {
        Role = role,
        Kind = artifact.Kind,
        Name = artifact.Name,
        Version = role == ItemRole.Artifact ? artifact.Version : tag,
        Repository = repository.Name,
        Address = Path.Combine(folder, artifact.Name) + ":" + tag,
        Reference = "oci:" + Path.Combine(folder, artifact.Name) + ":" + tag,
        Key = tag,
        Digest = content.Root.Digest.ToString(),
        Size = content.All.Sum(static b => b.Size),
        Files = artifact.Files,
    };

    private string PathOf(string name) => Path.Combine(folder, name);

    private Descriptor? Find(ReleaseItem item) => OciLayout.IsLayout(PathOf(item.Name)) ? OciLayout.Open(PathOf(item.Name)).Find(item.Key) : null;
}
