using Legion.Build.Artifacts.Files;

namespace Legion.Build.Artifacts.Python.Layouts;

/// <summary>A file of a project.</summary>
/// <param name="Path">Relative to the project, with forward slashes.</param>
/// <param name="FullPath">Absolute; of a link: what it leads to.</param>
/// <param name="Stamp">What the file system says of it; of a link: of what it leads to.</param>
internal sealed record SourceFile(string Path, string FullPath, FileStamp Stamp)
{
    /// <summary>Where a link leads that leaves the project; null for everything else.</summary>
    public string? LeadsOutTo { get; init; }

    /// <summary>The name without folders.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>True when its owner may run it; the one permission archives keep.</summary>
    public bool IsExecutable => (Stamp.Mode & 0b001_000_000) != 0;
}
