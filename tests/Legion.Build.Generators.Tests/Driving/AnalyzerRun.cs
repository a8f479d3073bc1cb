using System.Collections.Immutable;
using Legion.Build.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Legion.Build.Generators.Tests.Driving;

/// <summary>The analyzers at work on a project, generated code included.</summary>
internal static class AnalyzerRun
{
    public static async Task<ImmutableArray<Diagnostic>> OnManifest(string manifest, params (string Name, string Value)[] properties) =>
        await On([new TestFile("/src/distributions.yaml", manifest)], [], properties);

    /// <summary>A manifest in a project without a line of code.</summary>
    public static Task<ImmutableArray<Diagnostic>> OnManifestAlone(TestFile manifest) =>
        CSharpCompilation.Create("Empty").WithAnalyzers([new ManifestAnalyzer()], new AnalyzerOptions([manifest], new TestOptions())).GetAnalyzerDiagnosticsAsync();

    public static async Task<ImmutableArray<Diagnostic>> OnSource(string source, string? manifest = null) =>
        [.. (await On([new TestFile("/src/distributions.yaml", manifest ?? TestManifests.Legion)], [source])).Where(d => d.Location.IsInSource)];

    public static async Task<ImmutableArray<Diagnostic>> On(IReadOnlyList<TestFile> files, IEnumerable<string> sources, params (string Name, string Value)[] properties)
    {
        var run = GeneratorRun.Of(files, TestCompilation.Create(sources), properties);
        var options = new AnalyzerOptions([.. files], new TestOptions(properties.ToDictionary(p => p.Name, p => p.Value)));
        var analysis = run.Output.WithAnalyzers([new ManifestAnalyzer(), new LiteralAnalyzer()], options);
        return [.. (await analysis.GetAnalyzerDiagnosticsAsync()).OrderBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal)];
    }
}
