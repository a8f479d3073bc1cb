using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Legion.Build.Benchmarks.Generators;

/// <summary>Says of every additional file that it is a manifest.</summary>
internal sealed class ManifestOptions : AnalyzerConfigOptionsProvider
{
    private readonly Options options = new();

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GlobalOptions => options;

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => options;

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => options;

    private sealed class Options : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == Legion.Build.Generators.Options.GeneratorOptions.ManifestMetadata ? "true" : null;
            return value is not null;
        }
    }
}
