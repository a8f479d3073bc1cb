namespace Legion.Build.Oci.Layout;

/// <summary>What a collection of unreferenced blobs did.</summary>
/// <param name="Ran">False when someone was writing; the next collection will do the work.</param>
/// <param name="Blobs">Files removed.</param>
/// <param name="Bytes">Bytes won.</param>
public sealed record Collected(bool Ran, int Blobs, long Bytes);
