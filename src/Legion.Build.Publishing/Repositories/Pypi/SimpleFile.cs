namespace Legion.Build.Publishing.Repositories.Pypi;

/// <summary>A file as a simple index lists it.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Digest"><c>sha256:…</c>; null when the index gives none.</param>
internal sealed record SimpleFile(string Name, Uri Address, string? Digest);
