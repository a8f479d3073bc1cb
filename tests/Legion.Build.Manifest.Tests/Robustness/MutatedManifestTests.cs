using FsCheck;
using FsCheck.Fluent;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Naming;
using Legion.Build.Manifest.Reading;
using Legion.Build.Manifest.Tests.Grammar;
using Legion.Build.TestServers;

namespace Legion.Build.Manifest.Tests.Robustness;

public sealed class MutatedManifestTests
{
    private const long Memory = 256L << 20;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(1);

    [Fact]
    public void Twenty_thousand_mutated_manifests_are_read_without_exception_in_bounded_time_and_memory() =>
        Prop.ForAll(Mutations.Arbitrary(), static text =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var begin = ThreadClock.Now;
            var reading = ManifestReader.Read(text, "m.yaml");
            if (ThreadClock.Now - begin > Time) IsFastAtTimes(text);
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < Memory);
            Assert.All(reading.Diagnostics, d => SpanIsInside(d.Location.Span, text));
            if (reading.Manifest is { } manifest) AllNamesAreKnown(manifest);
            Assert.True(reading.Manifest is not null || reading.HasErrors);
        }).Check(Chance.Trials(20_000));

    [Fact]
    public void Schema_and_reader_agree_on_mutated_manifests() =>
        Prop.ForAll(Mutations.Arbitrary(), static text => Assert.True(JsonSchemaTests.Agree(text)))
            .Check(Chance.Trials(3_000));

    /// <summary>The first reading may have been the one for which code was made; a text that is slow is slow every time.</summary>
    private static void IsFastAtTimes(string text)
    {
        var fastest = TimeSpan.MaxValue;
        for (var i = 0; i < 10 && fastest > Time; i++)
        {
            var begin = ThreadClock.Now;
            ManifestReader.Read(text, "m.yaml");
            var took = ThreadClock.Now - begin;
            if (took < fastest) fastest = took;
        }

        Assert.True(fastest < Time, fastest.ToString());
    }

    private static void SpanIsInside(Diagnostics.SourceSpan span, string text)
    {
        Assert.InRange(span.Start, 0, text.Length);
        Assert.InRange(span.Start + span.Length, span.Start, text.Length);
        Assert.True((span.EndLine, span.EndColumn).CompareTo((span.StartLine, span.StartColumn)) >= 0);
        var lines = text.Split(["\r\n", "\n", "\r", "\u0085", "\u2028", "\u2029"], StringSplitOptions.None);
        Assert.InRange(span.StartLine, 0, lines.Length - 1);
        Assert.InRange(span.StartColumn, 0, lines[span.StartLine].Length + 1);
    }

    private static void AllNamesAreKnown(DistributionManifest manifest)
    {
        var channels = manifest.Channels.Select(c => c.Name).ToHashSet();
        var repositories = manifest.Repositories.Select(r => r.Name).ToHashSet();
        foreach (var artifact in manifest.Charts.Cast<Artifact>().Concat(manifest.Images).Concat(manifest.PythonPackages))
        {
            Assert.All(artifact.Destinations, d => Assert.Contains(d.Channel, channels));
            Assert.All(artifact.Destinations.SelectMany(d => d.Repositories), r => Assert.Contains(r, repositories));
        }

        Assert.All(manifest.Charts.SelectMany(c => c.InstallAfter.Concat(c.Dependencies)), n => Assert.Contains(manifest.Charts, c => c.Name == n));
        Assert.All(manifest.Charts.SelectMany(c => c.Images), n => Assert.Contains(manifest.Images, i => i.Name == n));
        Assert.All(manifest.PythonPackages.SelectMany(p => p.Dependencies), n => Assert.Contains(manifest.PythonPackages, p => p.Name == n));
        Assert.All(manifest.Images, i => Assert.True(i.Dockerfile is null != i.Project is null));
        Assert.All(manifest.Charts, c => Assert.NotEqual("", c.Path));
        Assert.Equal(manifest.Images.Count, manifest.Images.Select(i => Identifiers.From(i.Name)).Distinct().Count());
    }
}
