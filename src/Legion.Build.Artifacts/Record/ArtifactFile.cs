namespace Legion.Build.Artifacts.Record;

/// <summary>A file of an artifact.</summary>
/// <param name="Path">Relative to the output folder, with forward slashes.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal SHA-256 of the content.</param>
public sealed record ArtifactFile(string Path, long Size, string Sha256);
