namespace Legion.Build.Artifacts.Python.Layouts;

/// <summary>Why the native builder leaves a package to its backend.</summary>
/// <param name="Reason">A clause without a full stop.</param>
/// <param name="Absolute">True when it cannot build it at all; false when it can, and nobody can promise that the result is equal.</param>
internal sealed record Obstacle(string Reason, bool Absolute = true);
