namespace Legion.Build.Artifacts.Images.Engines;

/// <summary>What an engine gave for one image and platform.</summary>
/// <param name="Job">The image.</param>
/// <param name="Platform">Index of the platform.</param>
/// <param name="Folder">Absolute path of an OCI layout, or of an unpacked <c>docker save</c>.</param>
/// <param name="Reference">The name to look for in it; null: the only one.</param>
internal sealed record EngineOutput(EngineJob Job, int Platform, string Folder, string? Reference);
