namespace Legion.Build.Oci.Layout;

/// <summary>Where things lie in a layout's folder (image-spec, image-layout.md), and where we keep what the spec does not know.</summary>
internal sealed class LayoutPaths(string folder)
{
    /// <summary>The layout.</summary>
    public string Folder { get; } = folder;

    /// <summary>The file that says "this is a layout".</summary>
    public string Marker => Path.Combine(Folder, "oci-layout");

    /// <summary>The entries.</summary>
    public string Index => Path.Combine(Folder, "index.json");

    /// <summary>The content.</summary>
    public string Blobs => Path.Combine(Folder, "blobs", "sha256");

    /// <summary>
    /// Unfinished files and locks. Not below <c>blobs</c>, where umoci and others take every file name for a digest; on the same file system,
    /// so that a rename is atomic.
    /// </summary>
    public string Staging => Path.Combine(Folder, ".staging");

    /// <summary>Held shared by each writer, alone by the collection.</summary>
    public string WritersLock => Path.Combine(Staging, "writers.lock");

    /// <summary>Held alone while index.json is replaced.</summary>
    public string IndexLock => Path.Combine(Staging, "index.lock");

    /// <summary>The file of a blob.</summary>
    public string Blob(Digest digest) => Path.Combine(Blobs, digest.Hex);

    /// <summary>A name nobody else has for an unfinished file.</summary>
    public string NewStagingFile() => Path.Combine(Staging, Path.GetRandomFileName() + ".part");
}
