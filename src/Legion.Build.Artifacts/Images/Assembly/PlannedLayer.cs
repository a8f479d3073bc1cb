namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>A layer of a stage: one of its base, or changes that become one when the stage is wanted.</summary>
/// <param name="Existing">The base's layer; null for changes.</param>
/// <param name="Changes">The changes; null for a base's layer.</param>
internal sealed record PlannedLayer(AssembledLayer? Existing, LayerChanges? Changes);
