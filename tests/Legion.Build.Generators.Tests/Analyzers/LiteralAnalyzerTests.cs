using Legion.Build.Generators.Tests.Driving;

namespace Legion.Build.Generators.Tests.Analyzers;

public sealed class LiteralAnalyzerTests
{
    [Theory]
    [Trips]
    [InlineData("\"k8s-edi\"", "LEGION600", "Artifacts.Images.Names.K8sEdi")]
    [InlineData("@\"k8s-edi\"", "LEGION600", "Artifacts.Images.Names.K8sEdi")]
    [InlineData("\"legion\"", "LEGION600", "Artifacts.Charts.Names.Legion")]
    [InlineData("\"docker.io/legionplatform/k8s-edi:1.0.0\"", "LEGION601", "Artifacts.Images.K8sEdi.ReferenceOn")]
    [InlineData("\"nexus-local.cc.epm.kharlamov.biz:443/legion/k8s-edi:1.0.0-dev.1_b5\"", "LEGION601", "'development'")]
    [InlineData("\"https://raw.githubusercontent.com/legion-platform/legion-helm-charts/HEAD/legion-crds-1.0.0.tgz\"", "LEGION601", "Artifacts.Charts.LegionCrds")]
    [InlineData("\"legion==1.0.0\"", "LEGION601", "Artifacts.Python.Legion")]
    [InlineData("$\"docker.io/legionplatform/k8s-edi:{args[0]}\"", "LEGION601", "Artifacts.Images.K8sEdi.ReferenceOn")]
    [InlineData("\"docker.io/legionplatform/k8s-edy:1.0.0\"", "LEGION602", "did you mean 'k8s-edi'?")]
    [InlineData("\"docker.io/legionplatform/somebody-elses\"", "LEGION602", "no image 'somebody-elses'")]
    public async Task A_literal_that_a_constant_knows_is_found(string literal, string id, string words)
    {
        var finding = Assert.Single(await AnalyzerRun.OnSource(Program($"System.Console.WriteLine({literal});")));
        Assert.Equal(id, finding.Id);
        Assert.Contains(words, finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [Spares("LEGION600", "LEGION601", "LEGION602")]
    [InlineData("\"k8s\"")]
    [InlineData("\"\"")]
    [InlineData("\"k8s-edi is an image\"")]
    [InlineData("\"docker.io/library/redis:7\"")]
    [InlineData("\"docker.io/legionplatform/\"")]
    [InlineData("\"docker.io/legionplatform/team/other:1\"")]
    [InlineData("\"docker.io/legionplatform/k8s-edi\"")]
    [InlineData("\"docker.io/legionplatform/k8s-edi@sha256:00\"")]
    [InlineData("\"docker.io/legionplatform/k8s-edi:latest\"")]
    [InlineData("\"legion==1.0rc1\"")]
    [InlineData("\"other==1.0.0\"")]
    [InlineData("$\"docker.io/legionplatform/k8s-edi:{args.Length}\"")]
    [InlineData("$\"docker.io/legionplatform/k8s-edi:{args[0]}-debug\"")]
    [InlineData("$\"docker.io/legionplatform/k8s-edi:{args[0],10}\"")]
    public async Task Other_literals_are_left_alone(string literal) =>
        Assert.Empty(await AnalyzerRun.OnSource(Program($"System.Console.WriteLine({literal});")));

    [Theory]
    [InlineData("const string s = \"docker.io/legionplatform/k8s-edi:1.0.0\"; System.Console.WriteLine(s);")]
    [InlineData("switch (args[0]) { case \"docker.io/legionplatform/k8s-edi:1.0.0\": break; }")]
    [InlineData("_ = args[0] is \"docker.io/legionplatform/k8s-edi:1.0.0\";")]
    [InlineData("static void F(string s = \"docker.io/legionplatform/k8s-edi:1.0.0\") { } F();")]
    public async Task Where_a_constant_is_needed_no_call_is_offered(string statements) => Assert.Empty(await AnalyzerRun.OnSource(Program(statements)));

    [Theory]
    [Trips]
    [InlineData("const string s = \"k8s-edi\"; System.Console.WriteLine(s);")]
    [InlineData("switch (args[0]) { case \"k8s-edi\": break; }")]
    public async Task A_name_is_a_constant_everywhere(string statements) =>
        Assert.Equal("LEGION600", Assert.Single(await AnalyzerRun.OnSource(Program(statements))).Id);

    [Fact]
    public async Task A_project_without_a_manifest_is_not_looked_at() =>
        Assert.Empty(await AnalyzerRun.On([], [Program("System.Console.WriteLine(\"k8s-edi\");")]));

    [Fact]
    public async Task Constants_of_charts_in_a_registry_are_found()
    {
        var finding = Assert.Single(await AnalyzerRun.OnSource(Program("System.Console.WriteLine(\"oci://docker.io/acme/web:1.0.0\");"), TestManifests.Small));
        Assert.Contains("Artifacts.Charts.Web.ReferenceOn", finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static string Program(string statements) => $$"""
        internal static class Program
        {
            internal static void Main(string[] args)
            {
                {{statements}}
            }
        }
        """;
}
