namespace Legion.Build.Manifest.Model;

/// <summary>Where the versions of one channel go.</summary>
/// <param name="Channel">The channel's name.</param>
/// <param name="Repositories">The repositories' names; the first one is what constants, charts and docs refer to.</param>
public sealed record Destination(string Channel, EquatableArray<string> Repositories);
