using System.Collections.Immutable;
using Legion.Build.CodeFixes.Literals;
using Legion.Build.Generators.Analyzers;
using Legion.Build.Generators.Tests.Driving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Legion.Build.Generators.Tests.Fixes;

public sealed class LiteralFixTests
{
    [Theory]
    [InlineData("F(\"k8s-edi\");", "expression", "F(Artifacts.Images.Names.K8sEdi);")]
    [InlineData("F(\"legion\");", "expression", "F(Artifacts.Charts.Names.Legion);")]
    [InlineData("F(\"legion\");", "expression1", "F(Artifacts.Python.Names.Legion);")]
    [InlineData("F(/* a */ \"k8s-edi\" /* b */);", "expression", "F(/* a */ Artifacts.Images.Names.K8sEdi /* b */);")]
    [InlineData("F(\"docker.io/legionplatform/k8s-edi:1.0.0\");", "expression", "F(Artifacts.Images.K8sEdi.ReferenceOn(Channel.Release, \"1.0.0\"));")]
    [InlineData("F($\"docker.io/legionplatformtest/k8s-edi:{v}\");", "expression", "F(Artifacts.Images.K8sEdi.ReferenceOn(Channel.PreRelease, v));")]
    [InlineData("F(\"docker.io/legionplatform/k8s-edy:1.0.0\");", "suggestion", "F(\"docker.io/legionplatform/k8s-edi:1.0.0\");")]
    public async Task A_literal_becomes_the_constant(string before, string key, string after)
    {
        var (document, findings) = await Project(before);
        var actions = new List<CodeAction>();
        await new LiteralCodeFixProvider().RegisterCodeFixesAsync(new CodeFixContext(document, Assert.Single(findings), (action, _) => actions.Add(action), default));
        Assert.Contains(after, await Text(document, Assert.Single(actions, a => a.EquivalenceKey == key)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_literals_become_constants_at_once()
    {
        var (document, findings) = await Project("F(\"k8s-edi\"); F(\"k8s-edge\"); F(\"k8s-edi\"); F(\"other\");");
        var provider = new LiteralCodeFixProvider();
        var context = new FixAllContext(document, provider, FixAllScope.Document, "expression", [findings[0].Id], new FoundDiagnostics(findings), default);
        var action = await provider.GetFixAllProvider().GetFixAsync(context);
        Assert.Contains(
            "F(Artifacts.Images.Names.K8sEdi); F(Artifacts.Images.Names.K8sEdge); F(Artifacts.Images.Names.K8sEdi); F(\"other\");",
            await Text(document, action!), StringComparison.Ordinal);
    }

    private static async Task<(Document Document, ImmutableArray<Diagnostic> Findings)> Project(string statements)
    {
        var source = "using Legion;\ninternal static class Program\n{\n    private static void F(string s) { }\n    internal static void Main(string v)\n    {\n        " + statements + "\n    }\n}\n";
        var file = new TestFile("/src/distributions.yaml", TestManifests.Legion);
        var run = GeneratorRun.Of([file], TestCompilation.Create([source]));
        var workspace = new AdhocWorkspace();
        var project = workspace.AddProject("Consumer", LanguageNames.CSharp)
            .WithMetadataReferences(run.Compilation.References).WithCompilationOptions(run.Compilation.Options).WithParseOptions(TestCompilation.Parse(LanguageVersion.Latest));
        foreach (var (hint, text) in run.Sources) project = project.AddDocument(hint, text).Project;
        var document = project.AddDocument("Program.cs", source, filePath: "/src/Program.cs");
        var compilation = (await document.Project.GetCompilationAsync())!;
        Assert.DoesNotContain(compilation.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
        var analysis = compilation.WithAnalyzers([new LiteralAnalyzer()], new AnalyzerOptions([file], new TestOptions()));
        return (document, [.. (await analysis.GetAnalyzerDiagnosticsAsync()).OrderBy(d => d.Location.SourceSpan.Start)]);
    }

    private static async Task<string> Text(Document document, CodeAction action)
    {
        var operation = (await action.GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single();
        var changed = operation.ChangedSolution.GetDocument(document.Id)!;
        changed = await Simplifier.ReduceAsync(changed, Simplifier.Annotation);
        return (await (await Formatter.FormatAsync(changed, Formatter.Annotation)).GetTextAsync()).ToString();
    }
}
