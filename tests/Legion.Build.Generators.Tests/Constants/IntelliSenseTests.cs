using System.Xml.Linq;
using Legion.Build.Generators.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace Legion.Build.Generators.Tests.Constants;

/// <summary>What an editor offers and shows for the sample, asked of the compiler as editors ask it: by looking up symbols at a place, and their documentation.</summary>
public sealed class IntelliSenseTests
{
    private const string Code = "class Uses { object o = Legion.Artifacts.Images.K8sEdi; }";
    private static readonly string Manifest = File.ReadAllText(Path.Combine(Root(), "samples", "legion", "distributions.yaml"));

    [Theory]
    [InlineData("Legion.Artifacts", "Charts Images Python")]
    [InlineData("Legion.Artifacts.Charts", "LegionCrds Legion All Names")]
    [InlineData("Legion.Artifacts.Images", "LegionPipelineAgent K8sEdge K8sEdi K8sFluentd K8sFeedbackAggregator K8sOperator K8sModelBuilder PythonToolchain All Names")]
    [InlineData("Legion.Channel", "Release PreRelease Development All")]
    public void After_a_dot_the_editor_offers(string before, string members)
    {
        var (model, position) = Open();
        var offered = model.LookupSymbols(position, Type(model, before), includeReducedExtensionMethods: true).Where(static s => s.IsStatic || s is ITypeSymbol).Select(static s => s.Name).ToList();
        Assert.Empty(members.Split(' ').Except(offered));
    }

    [Theory]
    [InlineData("Legion.Artifacts.Images", "K8sEdi", "k8s-edi:", "Model deployment and training manager", "docker.io/legionplatform/k8s-edi|docker.io/legionplatformtest/k8s-edi|nexus-local.cc.epm.kharlamov.biz:443/legion/k8s-edi", "cmp_edi.md")]
    [InlineData("Legion.Artifacts.Charts", "Legion", "  legion:", "All Legion's components", "https://raw.githubusercontent.com/legion-platform/legion-helm-charts|https://nexus.cc.epm.kharlamov.biz/repository/helm-main", "cmp_operator.md")]
    [InlineData("Legion.Artifacts.Python", "Legion", "python:\n  legion:", "Legion SDK for development of ML models", "https://pypi.org/simple|https://nexus.cc.epm.kharlamov.biz/repository/pypi-proxy", "tlch_python.md")]
    public void Over_a_name_the_editor_shows_description_places_documentation_and_where_it_is_declared(string type, string name, string declaredBy, string description, string places, string docs)
    {
        var (model, _) = Open();
        var symbol = Assert.Single(Type(model, type).GetMembers(name));
        var text = XElement.Parse(symbol.GetDocumentationCommentXml()!);
        Assert.StartsWith(description, text.Element("summary")!.Value.Trim(), StringComparison.Ordinal);
        Assert.All(places.Split('|'), place => Assert.Contains(place, text.ToString(), StringComparison.Ordinal));
        Assert.Contains(docs, text.ToString(), StringComparison.Ordinal);
        var line = Manifest[..(Manifest.IndexOf("\n" + (declaredBy.StartsWith("k8s", StringComparison.Ordinal) ? "  " : "") + declaredBy, StringComparison.Ordinal) + 1 + (declaredBy.Contains('\n', StringComparison.Ordinal) ? declaredBy.IndexOf('\n', StringComparison.Ordinal) + 1 : 0))].Count(static c => c == '\n') + 1;
        Assert.Contains($"distributions.yaml:{line}", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_public_name_is_without_documentation()
    {
        var (model, _) = Open();
        var types = new[] { "Legion.Artifacts", "Legion.Channel", "Legion.Repository", "Legion.ImageArtifact", "Legion.ChartArtifact", "Legion.PythonArtifact" }.Select(n => model.Compilation.GetTypeByMetadataName(n)).OfType<INamedTypeSymbol>().ToList();
        Assert.True(types.Count >= 4);
        Assert.All(types.SelectMany(Nested).SelectMany(static t => t.GetMembers()).Where(static m => m is { IsImplicitlyDeclared: false, DeclaredAccessibility: Accessibility.Public } and not IMethodSymbol { MethodKind: not MethodKind.Ordinary } && !m.IsOverride && m.ContainingType.TypeKind == TypeKind.Class),
            static m => Assert.True(m.GetDocumentationCommentXml() is { Length: > 0 }, m.ToDisplayString()));
    }

    private static IEnumerable<INamedTypeSymbol> Nested(INamedTypeSymbol type) => type.GetTypeMembers().SelectMany(Nested).Prepend(type);

    private static INamedTypeSymbol Type(SemanticModel model, string name)
    {
        var parts = name.Split('.');
        var type = model.Compilation.GetTypeByMetadataName($"{parts[0]}.{parts[1]}")!;
        return parts.Skip(2).Aggregate(type, static (t, part) => Assert.Single(t.GetTypeMembers(part)));
    }

    private static (SemanticModel Model, int Position) Open()
    {
        var project = TestCompilation.Create([Code]);
        var run = GeneratorRun.Of([new TestFile("/src/distributions.yaml", Manifest)], project, ("LegionChannel", "development"), ("LegionVersion", "1.0.0"), ("LegionVisibility", "public"));
        var output = run.Output;
        Assert.DoesNotContain(output.GetDiagnostics(), static d => d.Severity == DiagnosticSeverity.Error);
        return (output.GetSemanticModel(output.SyntaxTrees[0]), Code.IndexOf("K8sEdi", StringComparison.Ordinal));
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Legion.Build.sln"))) folder = Path.GetDirectoryName(folder.TrimEnd('/')) ?? throw new InvalidOperationException("no repository above the tests");
        return folder;
    }
}
