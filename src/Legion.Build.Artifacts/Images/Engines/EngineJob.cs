using Legion.Build.Artifacts.Images.Planning;

namespace Legion.Build.Artifacts.Images.Engines;

/// <summary>An image an engine is to build.</summary>
/// <param name="Prepared">The image.</param>
/// <param name="Labels">The labels every image gets.</param>
/// <param name="Bases">What it begins from, by name and platform.</param>
internal sealed record EngineJob(PreparedImage Prepared, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, EngineBase> Bases)
{
    /// <summary>What it begins from on one platform.</summary>
    /// <param name="platform">Index of the platform.</param>
    public IEnumerable<EngineBase> BasesOn(int platform) => Bases.Values.Where(image => image.Platform == Prepared.Platforms[platform]);

    /// <summary>The image's name.</summary>
    public string Name => Prepared.Image.Name;
}
