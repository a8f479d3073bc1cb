using System.Diagnostics.CodeAnalysis;
using Legion.Build.Generators.Options;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Legion.Build.Generators.Tests.Driving;

/// <summary>What MSBuild would hand the compiler.</summary>
internal sealed class TestOptions(IReadOnlyDictionary<string, string>? properties = null) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(
        properties?.ToDictionary(p => "build_property." + p.Key, p => p.Value) ?? []);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options([]);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
        new Options(textFile is TestFile { IsManifest: true } ? new() { [GeneratorOptions.ManifestMetadata] = "true" } : []);

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
