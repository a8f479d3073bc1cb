using System.Collections.Immutable;
using Legion.Build.Generators.Emit;
using Legion.Build.Generators.Models;
using Legion.Build.Generators.Options;
using Legion.Build.Generators.Reading;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Naming;
using Legion.Build.Manifest.Versions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Legion.Build.Generators;

public sealed partial class ConstantsGenerator
{
    private static GeneratorOptions ReadOptions(AnalyzerConfigOptionsProvider provider, CancellationToken cancellation) =>
        GeneratorOptions.From(provider.GlobalOptions);

    private static IEnumerable<ManifestText> ReadText((AdditionalText File, AnalyzerConfigOptionsProvider Options) input, CancellationToken cancellation) =>
        GeneratorOptions.IsManifest(input.Options.GetOptions(input.File)) && input.File.GetText(cancellation) is { } text
            ? [new ManifestText(input.File.Path, text)]
            : [];

    private static IEnumerable<ManifestModel> ReadManifest(ManifestText text, CancellationToken cancellation) =>
        SharedReader.Read(text.Text, text.Path) is { Manifest: { } manifest, Sources: { } sources }
            ? [new ManifestModel(manifest, Path.GetFileName(text.Path), new(sources))]
            : [];

    // Hint names do not tell cases apart, so neither does this; the analyzer reports the manifest that is left out.
    private static IEnumerable<FileModel> SelectFiles((ImmutableArray<ManifestModel> Manifests, GeneratorOptions Options) input, CancellationToken cancellation) =>
        input.Manifests
            .GroupBy(model => ConstantsPlace.For(model.Manifest.Product, input.Options).Namespace, StringComparer.OrdinalIgnoreCase)
            .SelectMany(models => FilesOf(models.First(), input.Options));

    /// <summary>What the files of a manifest say.</summary>
    internal static IEnumerable<FileModel> FilesOf(ManifestModel model, GeneratorOptions options)
    {
        var manifest = model.Manifest;
        var frame = model.FrameFor(options);
        yield return new TypesModel(frame);
        yield return RootOf(frame, manifest, options);
        yield return new KindModel<Chart>(frame, KindFiles.Charts, WholeCharts(manifest));
        yield return new KindModel<Image>(frame, KindFiles.Images, manifest.Images);
        yield return new KindModel<PythonPackage>(frame, KindFiles.Python, manifest.PythonPackages);
    }

    private static RootModel RootOf(Frame frame, DistributionManifest manifest, GeneratorOptions options)
    {
        var channel = manifest.Channels.FirstOrDefault(c => c.Name == options.Channel) ?? (manifest.Channels.IsEmpty ? null : manifest.Channels[manifest.Channels.Count - 1]);
        var version = options.Version is { } text && VersionDialects.TryCreate(text, out var dialects, out _) ? dialects : null;
        return new(frame, manifest.Product, manifest.Description, version, channel);
    }

    // An image or chart with an error is missing from the model; what names it still compiles. A chart's value exists only after
    // those before it in the list, so that a cycle (an error of its own) cannot be followed all the way.
    private static EquatableArray<Chart> WholeCharts(DistributionManifest manifest)
    {
        var images = new NameTable<Image>(manifest.Images, static i => i.Name);
        for (var i = 0; i < manifest.Images.Count; i++) images.Enter(i);
        var made = new HashSet<string>(StringComparer.Ordinal);
        var charts = new List<Chart>(manifest.Charts.Count);
        foreach (var chart in InstallOrder.Of(manifest.Charts))
        {
            var whole = chart.InstallAfter.All(made.Contains) && chart.Images.All(i => images.IndexOf(i) >= 0);
            charts.Add(whole ? chart : chart with
            {
                InstallAfter = chart.InstallAfter.Where(made.Contains).ToEquatableArray(),
                Images = chart.Images.Where(i => images.IndexOf(i) >= 0).ToEquatableArray(),
            });
            made.Add(chart.Name);
        }

        return charts.ToEquatableArray();
    }
}
