using Legion.Build.Generators.Tests.Driving;
using Microsoft.CodeAnalysis;
using Xunit.Sdk;

namespace Legion.Build.Generators.Tests.Caching;

public sealed class CachingTests
{
    [Fact]
    public void The_model_case_caches_through_every_edit() => CachingProof.Of(GeneratorRun.Of(TestManifests.Legion));

    [Fact]
    public void Every_step_is_named_and_ran() =>
        Assert.All(Steps.All, step => Assert.Contains(step, GeneratorRun.Of(TestManifests.Legion).Result.TrackedSteps.Keys));

    [Fact]
    public void A_file_that_is_no_manifest_changes_nothing()
    {
        var other = new TestFile("/src/notes.yaml", "a: 1", isManifest: false);
        var run = GeneratorRun.Of([new TestFile("/src/distributions.yaml", TestManifests.Small), other], TestCompilation.Create([]));
        var again = run.Driver.ReplaceAdditionalText(other, new TestFile("/src/notes.yaml", "a: 2", isManifest: false)).RunGenerators(run.Compilation);
        Assert.All(
            again.GetRunResult().Results.Single().TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Fact]
    public void A_new_version_changes_only_the_file_that_holds_it()
    {
        var run = GeneratorRun.Of(TestManifests.Small, ("LegionVersion", "1.0.0"));
        var again = run.Driver
            .WithUpdatedAnalyzerConfigOptions(new TestOptions(new Dictionary<string, string> { ["LegionVersion"] = "1.0.1" }))
            .RunGenerators(run.Compilation).GetRunResult().Results.Single();
        var changed = again.GeneratedSources.Where(s => run.Sources[s.HintName] != s.SourceText.ToString()).Select(s => s.HintName);
        Assert.Equal("Acme.g.cs", Assert.Single(changed));
        Assert.Equal(1, again.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).Count(o => o.Reason == IncrementalStepRunReason.Modified));
    }

    [Theory]
    [InlineData(nameof(AdditionalText))]
    [InlineData(nameof(Compilation))]
    [InlineData(nameof(ISymbol))]
    [InlineData(nameof(SyntaxNode))]
    [InlineData(nameof(Location))]
    public void The_walk_finds_what_a_bad_pipeline_holds(string kind)
    {
        var run = Bad();
        Assert.Contains(StepGraph.Find(run.Result, [kind]), found => found.Contains($"holds a {kind}", StringComparison.Ordinal));
    }

    [Fact]
    public void The_proof_fails_on_a_model_that_never_compares_equal() => Assert.ThrowsAny<XunitException>(() => CachingProof.AfterComments(Bad()));

    [Fact]
    public void The_proof_fails_on_an_output_that_hangs_on_the_compilation() => Assert.ThrowsAny<XunitException>(() => CachingProof.AfterUnrelatedEdit(Bad()));

    [Fact]
    public void The_proof_fails_when_an_edit_changes_other_files_too() => Assert.ThrowsAny<XunitException>(() => CachingProof.AfterOneArtifact(Bad()));

    private static GeneratorRun Bad() =>
        GeneratorRun.Of(new BadGenerator(), [new TestFile("/src/distributions.yaml", TestManifests.Small)], TestCompilation.Create(["class C { }"]));
}
