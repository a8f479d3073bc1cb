using System.Collections.Immutable;
using Legion.Build.Oci.Models;

namespace Legion.Build.Oci.Layout;

/// <summary>A folder of images: content by digest, and an index that names it (image-spec, image-layout.md).</summary>
/// <remarks>
/// Readers need no lock: blobs never change and index.json is replaced as a whole. Writers (<see cref="OpenWriter"/>) may be many, in one
/// process or several. A writer that is killed leaves what was there before it, and files the next collection sweeps up. Thread-safe.
/// </remarks>
public sealed class OciLayout
{
    // The largest manifest registries must take is 4 MiB (distribution-spec, "Pushing Manifests"); a configuration may grow beyond by its history.
    internal const long MostInMemory = 64 << 20;

    private OciLayout(string folder) => Paths = new LayoutPaths(folder);

    /// <summary>The folder.</summary>
    public string Folder => Paths.Folder;

    internal LayoutPaths Paths { get; }

    /// <summary>Opens a layout that is there.</summary>
    /// <param name="folder">Its folder, an absolute path.</param>
    /// <returns>The layout.</returns>
    /// <exception cref="OciException">There is none, or one of another version.</exception>
    public static OciLayout Open(string folder)
    {
        var layout = new OciLayout(folder);
        layout.Check();
        return layout;
    }

    /// <summary>Opens a layout, making an empty one where nothing is.</summary>
    /// <param name="folder">Its folder, an absolute path.</param>
    /// <returns>The layout.</returns>
    /// <exception cref="OciException">There is a layout of another version.</exception>
    public static OciLayout OpenOrCreate(string folder)
    {
        var layout = new OciLayout(folder);
        Directory.CreateDirectory(layout.Paths.Blobs);
        Directory.CreateDirectory(layout.Paths.Staging);
        if (!IsLayout(folder))
            layout.Create();
        layout.Check();
        return layout;
    }

    /// <summary>Whether a folder says it is a layout.</summary>
    /// <param name="folder">An absolute path.</param>
    /// <returns>True when it has the marker file.</returns>
    public static bool IsLayout(string folder) => File.Exists(new LayoutPaths(folder).Marker);

    /// <summary>The entries, in ordinal order of name.</summary>
    /// <returns>All of them, nameless ones of other tools first.</returns>
    /// <exception cref="OciException">index.json is damaged.</exception>
    public ImmutableArray<LayoutEntry> ReadEntries()
    {
        try
        {
            return [.. ImageIndex.Parse(File.ReadAllBytes(Paths.Index)).Manifests
                .Select(d => new LayoutEntry(d.RefName, d))
                .OrderBy(e => e.Name, StringComparer.Ordinal)
                .ThenBy(e => e.Descriptor.Digest)];
        }
        catch (OciException e)
        {
            throw new OciException($"'{Paths.Index}' is damaged: {e.Message} Delete the layout and build again.", e);
        }
    }

    /// <summary>What a name points to.</summary>
    /// <param name="name">The entry's name.</param>
    /// <returns>The descriptor, with the name among its annotations; null when there is no such entry.</returns>
    public Descriptor? Find(string name) => ReadEntries().FirstOrDefault(e => e.Name == name)?.Descriptor;

    /// <summary>Whether content is there in its full size; its bytes are checked when they are read.</summary>
    /// <param name="descriptor">What is asked for.</param>
    /// <returns>True when there is a file of that size.</returns>
    public bool Contains(Descriptor descriptor)
    {
        var file = new FileInfo(Paths.Blob(descriptor.Digest));
        return file.Exists && file.Length == descriptor.Size;
    }

    /// <summary>Where the file of a blob is, or would be.</summary>
    /// <param name="digest">The blob.</param>
    /// <returns>An absolute path.</returns>
    public string BlobPath(Digest digest) => Paths.Blob(digest);

    /// <summary>Opens a blob. Digest and size are checked while it is read; the last read throws when they differ.</summary>
    /// <param name="descriptor">What is read.</param>
    /// <returns>The content, not seekable.</returns>
    /// <exception cref="OciException">It is not there.</exception>
    /// <exception cref="ContentMismatchException">Its size differs; or, from a read, its digest.</exception>
    public Stream OpenBlob(Descriptor descriptor)
    {
        var path = Paths.Blob(descriptor.Digest);
        FileStream file;
        try
        {
            // Windows: a writer may put the same blob in its place while we read it.
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new OciException($"Blob {descriptor.Digest} ({descriptor.MediaType}) is missing in '{Folder}'.", e);
        }

        if (file.Length == descriptor.Size)
            return new VerifyingStream(file, descriptor.Digest, descriptor.Size, $"Blob '{path}'");
        using (file)
        {
            throw new ContentMismatchException($"Blob '{path}' has {file.Length} bytes, its descriptor says {descriptor.Size}. Delete it and build again.");
        }
    }

    /// <summary>Reads a small blob whole, checked.</summary>
    /// <param name="descriptor">What is read; at most 64 MiB.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="OciException">It is not there, too big, or not what the descriptor says.</exception>
    public byte[] ReadBlob(Descriptor descriptor)
    {
        if (descriptor.Size > MostInMemory)
            throw new OciException($"Blob {descriptor.Digest} has {descriptor.Size} bytes; {descriptor.MediaType} is read whole up to {MostInMemory}.");
        using var content = OpenBlob(descriptor);
        var bytes = new byte[descriptor.Size];
        content.ReadExactly(bytes);
        // The check of an empty blob happens at its end alone.
        _ = content.ReadByte();
        return bytes;
    }

    /// <summary>Reads a manifest or index, checked, as the bytes it is.</summary>
    /// <param name="descriptor">What is read.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="OciException">It is not there or not what the descriptor says.</exception>
    public RawManifest ReadManifest(Descriptor descriptor)
    {
        var bytes = ReadBlob(descriptor);
        return descriptor.MediaType.Length == 0 ? RawManifest.Detect(bytes) : new RawManifest(descriptor.MediaType, bytes);
    }

    /// <summary>Reads the image a descriptor leads to, through an index if need be.</summary>
    /// <param name="descriptor">A manifest or an index.</param>
    /// <param name="platform">Which of an index's images.</param>
    /// <returns>The image's manifest as it is.</returns>
    /// <exception cref="OciException">There is none for the platform, or content is missing or damaged.</exception>
    public RawManifest ReadImage(Descriptor descriptor, Platform platform)
    {
        var manifest = ReadManifest(descriptor);
        if (!manifest.IsIndex)
            return manifest;
        var index = manifest.ToIndex();
        var chosen = index.Choose(platform)
            ?? throw new MissingPlatformException($"{descriptor.Digest} in '{Folder}'", platform, index.Manifests.Select(static m => m.Platform));
        return ReadImage(chosen, platform);
    }

    /// <summary>Everything a descriptor leads to, itself first, each once: manifests before what they point to.</summary>
    /// <param name="root">A manifest or an index.</param>
    /// <returns>The descriptors. A child that is not in the layout is listed and not followed (layouts may hold one platform of many).</returns>
    /// <exception cref="OciException">The root is missing, or a manifest is damaged.</exception>
    public ImmutableArray<Descriptor> Reach(Descriptor root)
    {
        var seen = new HashSet<Digest> { root.Digest };
        var reached = ImmutableArray.CreateBuilder<Descriptor>();
        reached.Add(root);
        // Those added while it runs are walked in their turn.
        for (var i = 0; i < reached.Count; i++)
        {
            var current = reached[i];
            var isManifest = MediaTypes.IsIndex(current.MediaType) || MediaTypes.IsManifest(current.MediaType) || current.MediaType.Length == 0;
            if (!isManifest || (i > 0 && !Contains(current)))
                continue;
            foreach (var child in ReadManifest(current).Children().Where(c => seen.Add(c.Digest)))
                reached.Add(child);
        }

        return reached.ToImmutable();
    }

    /// <summary>Begins writing; waits while a collection runs.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The right to write; dispose it when the entries are set.</returns>
    public LayoutWriter OpenWriter(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Paths.Staging);
        return new LayoutWriter(this, FileLock.Shared(Paths.WritersLock, cancellation));
    }

    /// <summary>Removes blobs no entry leads to, and files of writers that were killed. Does nothing while anyone writes.</summary>
    /// <returns>What it did.</returns>
    /// <exception cref="OciException">A manifest is damaged: then nothing is removed.</exception>
    public Collected Collect()
    {
        Directory.CreateDirectory(Paths.Staging);
        using var alone = FileLock.TryExclusive(Paths.WritersLock);
        if (alone is null)
            return new Collected(Ran: false, 0, 0);
        var keep = ReadEntries().SelectMany(e => Reach(e.Descriptor)).Select(d => d.Digest.Hex).ToHashSet(StringComparer.Ordinal);
        var garbage = new DirectoryInfo(Paths.Blobs).EnumerateFiles().Where(f => !keep.Contains(f.Name))
            .Concat(new DirectoryInfo(Paths.Staging).EnumerateFiles("*.part"))
            .ToList();
        var bytes = garbage.Sum(f => f.Length);
        foreach (var file in garbage)
            file.Delete();
        return new Collected(Ran: true, garbage.Count, bytes);
    }

    /// <summary>Replaces a small file as a whole.</summary>
    internal void Replace(string path, ReadOnlySpan<byte> content)
    {
        var staging = Paths.NewStagingFile();
        File.WriteAllBytes(staging, content);
        File.Move(staging, path, overwrite: true);
    }

    private void Create()
    {
        using var writing = FileLock.Shared(Paths.WritersLock, CancellationToken.None);
        using var alone = FileLock.Exclusive(Paths.IndexLock, CancellationToken.None);
        if (!File.Exists(Paths.Index))
            Replace(Paths.Index, IndexDocument.Empty().ToBytes());
        // The marker last: a folder with a marker is whole.
        if (!File.Exists(Paths.Marker))
            Replace(Paths.Marker, """{"imageLayoutVersion":"1.0.0"}"""u8);
    }

    private void Check()
    {
        byte[] marker;
        try
        {
            marker = File.ReadAllBytes(Paths.Marker);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new OciException($"'{Folder}' is no OCI image layout: it has no oci-layout file.", e);
        }

        var version = Json.JsonReading.Read(marker, $"'{Paths.Marker}'", root => Json.JsonReading.OptionalString(root, "imageLayoutVersion"));
        if (version is null || !version.StartsWith("1.", StringComparison.Ordinal))
            throw new OciException($"'{Paths.Marker}' says version '{version}'; 1.0.0 is read here.");
    }
}
