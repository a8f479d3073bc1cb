namespace Legion.Build.Artifacts.Pages.Report;

/// <summary>One artifact in one repository after a publish, for the report.</summary>
/// <param name="Artifact">Its name.</param>
/// <param name="Repository">The repository's name.</param>
/// <param name="Reference">Where users find it.</param>
/// <param name="Digest">Under which digest.</param>
/// <param name="Outcome">What happened, in words: <c>published</c>, <c>already there</c>.</param>
public sealed record PublishedArtifact(string Artifact, string Repository, string Reference, string Digest, string Outcome);
