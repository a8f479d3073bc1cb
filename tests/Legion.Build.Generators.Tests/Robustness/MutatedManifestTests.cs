using FsCheck.Fluent;
using Legion.Build.CodeFixes.Manifests;
using Legion.Build.Generators.Analyzers;
using Legion.Build.Generators.Tests.Driving;
using Legion.Build.Manifest.Tests;
using Legion.Build.Manifest.Tests.Rules;
using Legion.Build.TestServers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Legion.Build.Generators.Tests.Robustness;

public sealed class MutatedManifestTests
{
    private const int Count = 20_000;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(1);
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create("Empty", [CSharpSyntaxTree.ParseText("")]);

    [Fact]
    public void Twenty_thousand_mutated_manifests_never_fail_the_generator()
    {
        var file = new TestFile("/src/distributions.yaml", TestManifests.Legion);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new ConstantsGenerator().AsSourceGenerator()], [file], optionsProvider: new TestOptions());
        driver = driver.RunGenerators(Empty);
        var (number, made) = (0, 0);
        foreach (var text in Mutations.Texts.Samples(Count, 10))
        {
            var mutated = new TestFile(file.Path, text);
            var result = Timed(text, () => driver.ReplaceAdditionalText(file, mutated).RunGenerators(Empty).GetRunResult());
            // CS8785 is what a generator's exception becomes.
            Assert.True(result.Diagnostics.IsEmpty && result.Results[0].Exception is null, text + "\n" + result.Results[0].Exception);
            if (!result.GeneratedTrees.IsEmpty) made++;
            if (number++ % 100 == 0) Compiles(text, result);
        }

        // Damage that left nothing to make would prove nothing.
        Assert.True(made > Count / 4, made + " with constants only");
    }

    [Fact]
    public async Task Twenty_thousand_mutated_manifests_never_fail_the_analyzers()
    {
        foreach (var text in Mutations.Texts.Samples(Count, 10))
        {
            var file = new TestFile("/src/distributions.yaml", text);
            Exception? failure = null;
            var analysis = Empty.WithAnalyzers(
                [new ManifestAnalyzer(), new LiteralAnalyzer()],
                new CompilationWithAnalyzersOptions(new AnalyzerOptions([file], new TestOptions()), (e, _, _) => failure = e, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
            var findings = await analysis.GetAnalyzerDiagnosticsAsync();
            // AD0001 is what an analyzer's exception becomes.
            Assert.True(failure is null && findings.All(f => f.Id.StartsWith("LEGION", StringComparison.Ordinal)), text + "\n" + failure);
            Assert.All(findings, f => Assert.InRange(f.Location.SourceSpan.End, 0, text.Length));
        }
    }

    [Fact]
    public async Task No_fix_fails_on_any_finding_and_none_leaves_the_text_as_it_was()
    {
        var fixes = 0;
        foreach (var text in RuleCases.All.Select(static c => c.Tripping.Replace("«", "").Replace("»", "")).Concat(Mutations.Texts.Samples(300, 10)))
        {
            foreach (var diagnostic in await AnalyzerRun.OnManifest(text))
            {
                var source = SourceText.From(text);
                foreach (var edit in ManifestEdits.For(ManifestFinding.From(diagnostic, source, "/src/distributions.yaml")!))
                {
                    Assert.NotEqual(text, source.WithChanges(edit.Change).ToString());
                    fixes++;
                }
            }
        }

        Assert.True(fixes > 100, fixes + " fixes only");
    }

    private static T Timed<T>(string text, Func<T> run)
    {
        // Again, for code that had to be made first is no finding.
        for (var attempt = 1; ; attempt++)
        {
            var begin = ThreadClock.Now;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var result = run();
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 256L << 20, text);
            var took = ThreadClock.Now - begin;
            if (took < Time) return result;
            Assert.True(attempt < 3, took + "\n" + text);
        }
    }

    // Whatever a damaged manifest still gives is sound C#.
    private static void Compiles(string text, GeneratorDriverRunResult result)
    {
        var compilation = TestCompilation.Create(result.GeneratedTrees.Select(t => t.ToString()));
        Assert.True(compilation.GetDiagnostics().All(d => d.Severity < DiagnosticSeverity.Warning || d.IsSuppressed), text + "\n" + string.Join("\n", compilation.GetDiagnostics()));
    }
}
