using Legion.Build.Artifacts.Charts.Reading;

namespace Legion.Build.Artifacts.Charts.Dependencies;

/// <summary>What resolving a chart's dependencies gave.</summary>
/// <param name="Charts">The charts that are put into charts/ at packaging.</param>
/// <param name="LocalFolders">Absolute paths of the <c>file://</c> folders they were read from.</param>
/// <param name="NewLock">The lock to write; null: the one there is right, or none is needed.</param>
internal sealed record DependencyResolution(IReadOnlyList<ChartContent> Charts, IReadOnlyList<string> LocalFolders, ChartLock? NewLock)
{
    /// <summary>Nothing was needed.</summary>
    public static DependencyResolution None { get; } = new([], [], null);
}
