using System.Collections.Immutable;
using Legion.Build.Generators.Diagnostics;
using Legion.Build.Generators.Options;
using Legion.Build.Generators.Reading;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Naming;
using Legion.Build.Manifest.Versions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Legion.Build.Generators.Analyzers;

/// <summary>Reports what is wrong with a manifest, in the manifest, and what is wrong with the properties beside it.</summary>
/// <remarks>An analyzer, not the generator: only analyzers have a place for findings in additional files that editors show.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ManifestAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        .. Descriptors.Of(typeof(ManifestRules)),
        Descriptors.Of(UsageRules.InvalidNamespace),
        Descriptors.Of(UsageRules.InvalidClassName),
        Descriptors.Of(UsageRules.InvalidVisibility),
        Descriptors.Of(UsageRules.UnknownBuildChannel),
        Descriptors.Of(UsageRules.UnusableVersion),
        Descriptors.Of(UsageRules.NamespacesMeet),
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterAdditionalFileAction(Analyze);
    }

    private static void Analyze(AdditionalFileAnalysisContext context)
    {
        var provider = context.Options.AnalyzerConfigOptionsProvider;
        if (!GeneratorOptions.IsManifest(provider.GetOptions(context.AdditionalFile))) return;
        if (context.AdditionalFile.GetText(context.CancellationToken) is not { } text) return;

        var path = context.AdditionalFile.Path;
        var reading = SharedReader.Read(text, path);
        // The build of an owning project says the same of the manifest, the channel and the version: once is enough.
        var isChecked = GeneratorOptions.IsCheckedElsewhere(provider.GlobalOptions);
        foreach (var finding in isChecked ? default : reading.Diagnostics) context.ReportDiagnostic(Descriptors.Diagnostic(finding));
        if (reading.Manifest is not { } manifest) return;

        var options = GeneratorOptions.From(provider.GlobalOptions);
        // What a property says is mended where properties are set, not in the manifest.
        var project = SourceLocation.File(options.ProjectPath ?? path);
        foreach (var finding in CheckPlace(manifest, options, project)) context.ReportDiagnostic(Descriptors.Diagnostic(finding));
        foreach (var finding in isChecked ? [] : CheckBuild(manifest, options, project)) context.ReportDiagnostic(Descriptors.Diagnostic(finding));
        if (FirstOfNamespace(context, manifest, options) is { } first && first != path)
        {
            var place = ConstantsPlace.For(manifest.Product, options);
            context.ReportDiagnostic(Descriptors.Diagnostic(UsageRules.NamespacesMeet.At(reading.Sources.Value("product"), place.Namespace, first)));
        }
    }

    private static IEnumerable<BuildDiagnostic> CheckPlace(DistributionManifest manifest, GeneratorOptions options, SourceLocation at)
    {
        var place = ConstantsPlace.For(manifest.Product, options);
        if (options.Namespace is { } name && !ConstantsPlace.IsNamespace(name)) yield return UsageRules.InvalidNamespace.At(at, name, place.Namespace);
        if (options.ClassName is { } className && !ConstantsPlace.IsClassName(className)) yield return UsageRules.InvalidClassName.At(at, className, place.ClassName);
        if (options.Visibility is { } visibility && !ConstantsPlace.IsVisibility(visibility)) yield return UsageRules.InvalidVisibility.At(at, visibility);
    }

    private static IEnumerable<BuildDiagnostic> CheckBuild(DistributionManifest manifest, GeneratorOptions options, SourceLocation at)
    {
        if (options.Channel is { } channel && manifest.Channels.All(c => c.Name != channel))
        {
            var nearest = Spelling.Nearest(channel, manifest.Channels.Select(static c => c.Name));
            yield return UsageRules.UnknownBuildChannel.At(at, channel, nearest is null ? "" : "; did you mean '" + nearest + "'?");
        }

        if (options.Version is { } version && !VersionDialects.TryCreate(version, out _, out var error)) yield return UsageRules.UnusableVersion.At(at, version, error);
    }

    // The same choice as the generator makes.
    private static string? FirstOfNamespace(AdditionalFileAnalysisContext context, DistributionManifest manifest, GeneratorOptions options)
    {
        var own = ConstantsPlace.For(manifest.Product, options).Namespace;
        foreach (var (path, reading) in SharedReader.ReadAll(context.Options, context.CancellationToken))
        {
            if (reading.Manifest is not { } other) continue;
            if (string.Equals(ConstantsPlace.For(other.Product, options).Namespace, own, StringComparison.OrdinalIgnoreCase)) return path;
        }

        return null;
    }
}
