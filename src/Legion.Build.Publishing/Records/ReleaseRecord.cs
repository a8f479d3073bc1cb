using Legion.Build.Manifest.Model;
using Legion.Build.Publishing.Plans;

namespace Legion.Build.Publishing.Records;

/// <summary>What a release left where, under which digest. Nothing in it tells two publishes of the same artifacts apart.</summary>
public sealed record ReleaseRecord
{
    /// <summary>The product of the manifest.</summary>
    public required string Product { get; init; }

    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The version, SemVer.</summary>
    public required string Version { get; init; }

    /// <summary>Everything that is visible, in the order it became so.</summary>
    public EquatableArray<ReleaseItem> Items { get; init; }

    /// <summary>The record of a plan that was done.</summary>
    /// <param name="plan">The plan.</param>
    public static ReleaseRecord Of(ReleasePlan plan) => new()
    {
        Product = plan.Product,
        Channel = plan.Channel,
        Version = plan.Version,
        Items = plan.Steps.Where(static s => s.Phase == StepPhase.Commit && s.Reason != StepReason.Kept).Select(static s => s.Item).ToEquatableArray(),
    };
}
