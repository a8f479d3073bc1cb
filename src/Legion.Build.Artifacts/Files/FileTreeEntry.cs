namespace Legion.Build.Artifacts.Files;

/// <summary>A file, folder or link below a root.</summary>
/// <param name="Path">Relative to the root, with forward slashes, none at the end.</param>
/// <param name="FullPath">Absolute.</param>
/// <param name="Stamp">What the file system says of it.</param>
public readonly record struct FileTreeEntry(string Path, string FullPath, FileStamp Stamp);
