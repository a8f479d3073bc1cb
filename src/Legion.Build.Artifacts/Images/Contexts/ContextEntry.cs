using Legion.Build.Artifacts.Files;

namespace Legion.Build.Artifacts.Images.Contexts;

/// <summary>Something a build may see.</summary>
/// <param name="Path">Its path in the context: relative, with forward slashes.</param>
/// <param name="FullPath">Where it stands on disk.</param>
/// <param name="Stamp">What the file system says of it.</param>
internal sealed record ContextEntry(string Path, string FullPath, FileStamp Stamp)
{
    /// <summary>Target of a symbolic link; null for everything else.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>Permissions in the image: those git keeps, so that clones under any umask give equal images.</summary>
    public int Mode => Stamp.Kind switch
    {
        FileKind.Directory => 0b111_101_101,
        FileKind.Link => 0b111_111_111,
        _ => (Stamp.Mode & 0b001_001_001) != 0 ? 0b111_101_101 : 0b110_100_100,
    };
}
