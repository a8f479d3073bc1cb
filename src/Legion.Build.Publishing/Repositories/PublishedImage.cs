using System.Collections.Immutable;
using Legion.Build.Oci;
using Legion.Build.Oci.Models;
using Legion.Build.Oci.Transfer;

namespace Legion.Build.Publishing.Repositories;

/// <summary>An image where it was published: its manifests are read, its blobs are fetched when somebody asks for them.</summary>
/// <remarks>A promotion publishes it from here. A registry that mounts the blobs never asks for one.</remarks>
public sealed class PublishedImage : IContentSource
{
    private readonly IContentSource source;
    private readonly Dictionary<Digest, RawManifest> manifests;

    private PublishedImage(IContentSource source, Descriptor root, Dictionary<Digest, RawManifest> manifests)
    {
        this.source = source;
        this.manifests = manifests;
        Root = root;
        Content = [.. manifests.Values.SelectMany(static m => m.Children()).Append(root).DistinctBy(static d => d.Digest)];
    }

    /// <summary>The manifest or index.</summary>
    public Descriptor Root { get; }

    /// <summary>All blobs and manifests, the root last.</summary>
    public ImmutableArray<Descriptor> Content { get; }

    /// <inheritdoc/>
    public string Name => source.Name;

    /// <inheritdoc/>
    public Reference? Repository => source.Repository;

    /// <summary>Reads the manifests that a digest leads to.</summary>
    /// <param name="source">Where they are.</param>
    /// <param name="root">The manifest or index.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<PublishedImage> OpenAsync(IContentSource source, RawManifest root, CancellationToken cancellation)
    {
        var read = new Dictionary<Digest, RawManifest> { [root.Digest] = root };
        var waiting = new Stack<RawManifest>([root]);
        while (waiting.TryPop(out var manifest))
        {
            foreach (var child in manifest.Children().Where(c => IsManifest(c) && !read.ContainsKey(c.Digest)))
            {
                var next = await source.ReadManifestAsync(child, cancellation);
                read[next.Digest] = next;
                waiting.Push(next);
            }
        }

        return new(source, root.Descriptor, read);
    }

    /// <summary>Whether content is a manifest or index, which is read whole and not as a blob.</summary>
    /// <param name="content">A descriptor.</param>
    internal static bool IsManifest(Descriptor content) => MediaTypes.IsIndex(content.MediaType) || MediaTypes.IsManifest(content.MediaType);

    /// <inheritdoc/>
    public Task<RawManifest> ReadManifestAsync(Descriptor descriptor, CancellationToken cancellation) => Task.FromResult(manifests[descriptor.Digest]);

    /// <inheritdoc/>
    public ValueTask<Stream> OpenBlobAsync(Descriptor descriptor, CancellationToken cancellation) => source.OpenBlobAsync(descriptor, cancellation);
}
