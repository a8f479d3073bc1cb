using Legion.Build.Generators.Options;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;

namespace Legion.Build.Generators.Models;

/// <summary>A manifest, read. Equal when its meaning is; where it stands in the text is carried beside.</summary>
/// <param name="Manifest">What it says.</param>
/// <param name="FileName">The manifest's file name, for the docs.</param>
/// <param name="Sources">Where it says so.</param>
internal sealed record ManifestModel(DistributionManifest Manifest, string FileName, Beside<SourceMap> Sources)
{
    /// <summary>What all kinds of artifacts share.</summary>
    public Frame FrameFor(GeneratorOptions options) =>
        new(ConstantsPlace.For(Manifest.Product, options), Manifest.Channels, Manifest.Repositories, Manifest.Documentation, FileName, Sources);
}
