using Legion.Build.Generators.Models;
using Legion.Build.Generators.Options;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;

namespace Legion.Build.Generators.Tests.Driving;

/// <summary>Files made from a model, also from one that no reader would let through.</summary>
internal static class TestModels
{
    public static GeneratorOptions NoOptions { get; } = new(null, null, null, null, null);

    private static readonly Dictionary<string, SourceSpan> NoSpans = [];

    public static IReadOnlyList<string> Emit(DistributionManifest manifest, GeneratorOptions? options = null)
    {
        var sources = new SourceMap("/src/distributions.yaml", NoSpans, NoSpans);
        var model = new ManifestModel(manifest, "distributions.yaml", new(sources));
        return [.. ConstantsGenerator.FilesOf(model, options ?? NoOptions).Select(file => file.Write().ToString())];
    }
}
