using BenchmarkDotNet.Attributes;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;
using YamlDotNet.Core;

namespace Legion.Build.Benchmarks.Manifest;

/// <summary>What an edit of the manifest costs beside YamlDotNet's own event parse of the same text.</summary>
[Config(typeof(Generators.EditJob))]
public class ManifestReading
{
    private string text = string.Empty;
    private string withComment = string.Empty;
    private string withAnchor = string.Empty;
    private DistributionManifest? before;

    /// <summary>The number of artifacts.</summary>
    [Params(1_000, 10_000)]
    public int Artifacts { get; set; }

    /// <summary>Makes the texts.</summary>
    [GlobalSetup]
    public void Setup()
    {
        text = ManifestTexts.Create(Artifacts);
        withComment = "# a comment\n" + text;
        withAnchor = text.Replace("product: Acme", "product: &product Acme", StringComparison.Ordinal);
        before = ManifestReader.Read(text, "distributions.yaml").Manifest;
    }

    /// <summary>The peer: nothing but the events.</summary>
    [Benchmark(Baseline = true)]
    public int YamlDotNetEvents()
    {
        var parser = new Parser(new StringReader(text));
        var events = 0;
        while (parser.MoveNext()) events++;
        return events;
    }

    /// <summary>Read, bind, check and compare after an edit that changes no fact.</summary>
    [Benchmark]
    public bool CommentOnlyEdit() => before!.Equals(ManifestReader.Read(withComment, "distributions.yaml").Manifest);

    /// <summary>The same for a text that only the event parser reads.</summary>
    [Benchmark]
    public bool CommentOnlyEditWithAnchors() => before!.Equals(ManifestReader.Read(withAnchor, "distributions.yaml").Manifest);
}
