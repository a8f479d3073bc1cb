using Legion.Build.Generators.Tests.Driving;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;
using Microsoft.CodeAnalysis;

namespace Legion.Build.Generators.Tests.Caching;

/// <summary>Runs the generator again after the edits users make, and looks at what was made again and why.</summary>
internal static class CachingProof
{
    public static void Of(GeneratorRun run)
    {
        StepGraph.AssertFree(run.Result, Steps.All);
        AfterUnrelatedEdit(run);
        AfterComments(run);
        AfterOneArtifact(run);
    }

    public static void AfterUnrelatedEdit(GeneratorRun run)
    {
        var again = run.AfterUnrelatedEdit();
        Assert.All(Outputs(again), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(again.Result.TrackedSteps.Where(s => Steps.All.Contains(s.Key)).SelectMany(s => s.Value).SelectMany(s => s.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    public static void AfterComments(GeneratorRun run)
    {
        var text = Text(run);
        var again = run.After("# One more line above everything.\n" + text + "\n# And one below.\n");
        Assert.All(Outputs(again), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(Reasons(again, Steps.Manifests), reason => Assert.Equal(IncrementalStepRunReason.Unchanged, reason));
    }

    public static void AfterOneArtifact(GeneratorRun run)
    {
        var text = Text(run);
        var reading = ManifestReader.Read(text, "distributions.yaml");
        if (reading.Manifest is not { } manifest) return;
        foreach (var (section, hint, artifact) in Described(manifest))
        {
            var span = reading.Sources.Value(SourceMap.PathOf(section, artifact.Name, "description")).Span;
            var again = run.After(text.Remove(span.Start, span.Length).Insert(span.Start, "Edited"));
            Assert.Equal(1, Outputs(again).Count(static reason => reason == IncrementalStepRunReason.Modified));
            Assert.All(Outputs(again), reason => Assert.True(reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.Cached));
            var changed = again.Sources.Where(s => run.Sources[s.Key] != s.Value).Select(s => s.Key);
            Assert.EndsWith(hint, Assert.Single(changed), StringComparison.Ordinal);
        }
    }

    private static string Text(GeneratorRun run) => run.Files.Single().GetText()!.ToString();

    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorRun run) =>
        run.Result.TrackedOutputSteps.SelectMany(static s => s.Value).SelectMany(static s => s.Outputs).Select(static o => o.Reason);

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRun run, string step) =>
        run.Result.TrackedSteps.TryGetValue(step, out var steps) ? steps.SelectMany(static s => s.Outputs).Select(static o => o.Reason) : [];

    private static IEnumerable<(string Section, string Hint, Artifact Artifact)> Described(DistributionManifest manifest)
    {
        if (manifest.Charts.FirstOrDefault(a => a.Description is not null) is { } chart) yield return ("charts", ".Charts.g.cs", chart);
        if (manifest.Images.FirstOrDefault(a => a.Description is not null) is { } image) yield return ("images", ".Images.g.cs", image);
        if (manifest.PythonPackages.FirstOrDefault(a => a.Description is not null) is { } python) yield return ("python", ".Python.g.cs", python);
    }
}
