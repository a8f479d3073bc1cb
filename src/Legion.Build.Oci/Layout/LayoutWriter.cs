using Legion.Build.Oci.Models;

namespace Legion.Build.Oci.Layout;

/// <summary>The right to write into a layout. While any writer is open, in whatever process, nothing is collected.</summary>
/// <remarks>Blobs written and not yet named by an entry live as long as the writer: name them before disposing it. Thread-safe.</remarks>
public sealed class LayoutWriter : IDisposable
{
    private readonly LayoutPaths paths;
    private readonly FileStream held;

    internal LayoutWriter(OciLayout layout, FileStream held)
    {
        Layout = layout;
        paths = layout.Paths;
        this.held = held;
    }

    /// <summary>The layout written into.</summary>
    public OciLayout Layout { get; }

    /// <summary>Begins a blob whose content comes piece by piece.</summary>
    /// <returns>Takes the content; dispose it in any case.</returns>
    public BlobStream CreateBlob() => new(paths);

    /// <summary>Adds a blob.</summary>
    /// <param name="mediaType">What it is.</param>
    /// <param name="content">The bytes.</param>
    /// <returns>Its descriptor.</returns>
    public Descriptor WriteBlob(string mediaType, ReadOnlySpan<byte> content)
    {
        using var blob = CreateBlob();
        blob.Write(content);
        return blob.Commit(mediaType);
    }

    /// <summary>Adds a blob that must be what a descriptor says.</summary>
    /// <param name="descriptor">What it must be.</param>
    /// <param name="content">Read to its end; stays open.</param>
    /// <param name="cancellation">Ends the work; nothing is added then.</param>
    /// <returns>When the blob is in its place.</returns>
    /// <exception cref="ContentMismatchException">Digest or size differ; nothing was added.</exception>
    public async Task WriteBlobAsync(Descriptor descriptor, Stream content, CancellationToken cancellation)
    {
        await using var blob = CreateBlob();
        var buffer = new byte[128 * 1024];
        int count;
        while ((count = await content.ReadAsync(buffer, cancellation)) > 0)
        {
            if (blob.Length + count > descriptor.Size)
                throw new ContentMismatchException($"The content of {descriptor.Digest} is longer than the {descriptor.Size} bytes its descriptor says.");
            await blob.WriteAsync(buffer.AsMemory(0, count), cancellation);
        }

        if (blob.Length != descriptor.Size)
            throw new ContentMismatchException($"The content of {descriptor.Digest} ends after {blob.Length} of {descriptor.Size} bytes.");
        blob.Commit(descriptor.MediaType, descriptor.Digest);
    }

    /// <summary>Adds a manifest or index as a blob, byte by byte as it is.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <returns>Its descriptor.</returns>
    public Descriptor WriteManifest(RawManifest manifest) => WriteBlob(manifest.MediaType, manifest.Bytes.Span);

    /// <summary>Points a name to a manifest or index that is in the layout.</summary>
    /// <param name="name">The entry's <c>org.opencontainers.image.ref.name</c>.</param>
    /// <param name="descriptor">What it points to; its other annotations and its platform are kept.</param>
    /// <param name="cancellation">Ends the wait for another writer.</param>
    public void SetEntry(string name, Descriptor descriptor, CancellationToken cancellation) =>
        SetEntries([new LayoutEntry(name, descriptor)], cancellation);

    /// <summary>Points several names to their content in one step: readers see all of them or none.</summary>
    /// <param name="entries">The entries; each must have a name.</param>
    /// <param name="cancellation">Ends the wait for another writer.</param>
    public void SetEntries(IReadOnlyCollection<LayoutEntry> entries, CancellationToken cancellation)
    {
        foreach (var entry in entries)
        {
            if (!ReferenceGrammar.IsRefName(entry.Name))
                throw new OciException($"'{entry.Name}' cannot name an image in a layout: letters, digits and - . _ : @ + /, beginning and ending with a letter or digit.");
            if (!Layout.Contains(entry.Descriptor))
                throw new OciException($"'{entry.Name}' is to point to {entry.Descriptor.Digest}, which is not in '{Layout.Folder}'.");
        }

        Update(index =>
        {
            foreach (var entry in entries)
                index.Set(entry.Name!, entry.Descriptor);
            return true;
        }, cancellation);
    }

    /// <summary>Forgets a name; its blobs go with the next collection.</summary>
    /// <param name="name">The entry's name.</param>
    /// <param name="cancellation">Ends the wait for another writer.</param>
    /// <returns>Whether it was there.</returns>
    public bool RemoveEntry(string name, CancellationToken cancellation) => Update(index => index.Remove(name), cancellation);

    /// <summary>Lets collections happen again.</summary>
    public void Dispose() => held.Dispose();

    private bool Update(Func<IndexDocument, bool> change, CancellationToken cancellation)
    {
        using var alone = FileLock.Exclusive(paths.IndexLock, cancellation);
        var before = File.ReadAllBytes(paths.Index);
        var index = IndexDocument.Read(before, paths.Index);
        var result = change(index);
        var after = index.ToBytes();
        if (!before.AsSpan().SequenceEqual(after))
            Layout.Replace(paths.Index, after);
        return result;
    }
}
