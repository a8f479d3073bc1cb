using Legion.Build.Generators.Tests.Driving;
using Legion.Build.Generators.Tests.Snapshots;
using Microsoft.CodeAnalysis;

namespace Legion.Build.Generators.Tests.Constants;

public sealed class ConstantsTests
{
    private static readonly (string, string)[] Properties = [("LegionVersion", "1.1.0-dev.1"), ("LegionChannel", "development")];

    [Fact]
    public void The_model_case() => Snapshot.Verify(GeneratorRun.Of(TestManifests.Legion, Properties));

    [Fact]
    public void Public_constants() => Snapshot.Verify(GeneratorRun.Of(
        TestManifests.Small, [.. Properties, ("LegionVisibility", "public"), ("LegionNamespace", "Acme.Shipping"), ("LegionClassName", "Ships")]));

    [Fact]
    public void Line_ends_are_the_same_on_every_system() =>
        Assert.All(GeneratorRun.Of(TestManifests.Legion.ReplaceLineEndings("\r\n"), Properties).Sources, s => Assert.DoesNotContain('\r', s.Value));

    [Fact]
    public void A_manifest_with_mistakes_still_gives_what_is_right()
    {
        var run = GeneratorRun.Of(TestManifests.Legion.Replace("dockerfile: containers/edi/Dockerfile", "dockerfle: x"), Properties);
        Assert.DoesNotContain("K8sEdi ", run.AllText);
        Assert.Contains("K8sEdge ", run.AllText);
        Assert.DoesNotContain(run.Output.GetDiagnostics(), d => d.Severity >= DiagnosticSeverity.Warning);
    }

    [Theory]
    [InlineData("")]
    [InlineData("apiVersion: [")]
    [InlineData("- just\n- a list")]
    public void A_manifest_that_says_nothing_gives_no_constants(string manifest)
    {
        var run = GeneratorRun.Of(manifest, Properties);
        Assert.Empty(run.Sources);
    }

    [Fact]
    public void A_file_that_is_not_marked_is_no_manifest()
    {
        var run = GeneratorRun.Of([new TestFile("/src/distributions.yaml", TestManifests.Legion, isManifest: false)], TestCompilation.Create([]));
        Assert.Empty(run.Sources);
    }

    [Fact]
    public void Two_manifests_of_two_products_live_in_one_project()
    {
        var run = GeneratorRun.Of([new TestFile("/a/distributions.yaml", TestManifests.Legion), new TestFile("/b/distributions.yaml", TestManifests.Small)], TestCompilation.Create([]));
        Assert.Contains("Legion.Images.g.cs", run.Sources.Keys);
        Assert.Contains("Acme.Images.g.cs", run.Sources.Keys);
        Assert.DoesNotContain(run.Output.GetDiagnostics(), d => d.Severity >= DiagnosticSeverity.Warning);
    }

    [Fact]
    public void Of_two_manifests_of_one_namespace_the_first_gives_the_constants()
    {
        var run = GeneratorRun.Of(
            [new TestFile("/a/distributions.yaml", TestManifests.Small), new TestFile("/b/distributions.yaml", TestManifests.Small.Replace("product: Acme", "product: ACME"))],
            TestCompilation.Create([]));
        Assert.Null(run.Result.Exception);
        Assert.DoesNotContain(run.Sources.Keys, hint => hint.StartsWith("ACME", StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_namespace_gives_short_file_names()
    {
        var run = GeneratorRun.Of(TestManifests.Small, ("LegionNamespace", new string('N', 300)));
        Assert.All(run.Sources.Keys, hint => Assert.InRange(hint.Length, 1, 80));
    }
}
