namespace Legion.Build.Artifacts.Pages.Report;

/// <summary>A layer of an image, for the report.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="Size">Compressed bytes.</param>
/// <param name="CreatedBy">The instruction that made it; empty when the history does not say.</param>
public sealed record ImageLayer(string Digest, long Size, string CreatedBy);
