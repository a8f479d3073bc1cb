using System.Globalization;
using BenchmarkDotNet.Attributes;
using Legion.Build.Benchmarks.Manifest;
using Legion.Build.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using YamlDotNet.Core;

namespace Legion.Build.Benchmarks.Generators;

/// <summary>What the generator costs at every kind of edit, in a compilation of 300 files, beside YamlDotNet's own event parse of the same text.</summary>
/// <remarks>Every call begins at the same driver, which is a value: each is an edit of its own, none finds the work of the last.</remarks>
[Config(typeof(EditJob))]
public class ConstantsGeneration
{
    private const int Files = 300;
    private string text = string.Empty;
    private string withComment = string.Empty;
    private string withValue = string.Empty;
    private CSharpCompilation compilation = CSharpCompilation.Create("Empty");
    private CSharpCompilation typed = CSharpCompilation.Create("Empty");
    private ManifestFile file = new(string.Empty);
    private GeneratorDriver driver = NewDriver(new ManifestFile(string.Empty));

    /// <summary>The number of artifacts; <see cref="EditLimits"/> knows these two.</summary>
    [Params(1_000, 10_000)]
    public int Artifacts { get; set; }

    /// <summary>Makes the texts, and a driver that has run before.</summary>
    [GlobalSetup]
    public void Setup()
    {
        text = ManifestTexts.Create(Artifacts);
        withComment = "# a comment\n" + text;
        withValue = text.Replace("description: Service number 5 of", "description: Service number five of", StringComparison.Ordinal);
        var trees = Enumerable.Range(0, Files)
            .Select(static i => CSharpSyntaxTree.ParseText(string.Format(CultureInfo.InvariantCulture, "internal sealed class C{0} {{ internal int Next(int x) => x + {0}; }}", i)))
            .ToArray();
        compilation = CSharpCompilation.Create("Consumer", trees, [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)]);
        typed = compilation.ReplaceSyntaxTree(trees[0], CSharpSyntaxTree.ParseText("internal sealed class Typed { }"));
        file = new(text);
        driver = NewDriver(file).RunGenerators(compilation);
    }

    /// <summary>The peer: nothing but the events of the manifest.</summary>
    [Benchmark(Baseline = true)]
    public int YamlDotNetEvents()
    {
        var parser = new Parser(new StringReader(text));
        var events = 0;
        while (parser.MoveNext()) events++;
        return events;
    }

    /// <summary>A key typed in a C# file.</summary>
    [Benchmark]
    public GeneratorDriver UnrelatedEdit() => driver.RunGenerators(typed);

    /// <summary>A comment written above everything in the manifest.</summary>
    [Benchmark]
    public GeneratorDriver CommentOnlyEdit() => driver.ReplaceAdditionalText(file, new ManifestFile(withComment)).RunGenerators(compilation);

    /// <summary>One description changed.</summary>
    [Benchmark]
    public GeneratorDriver ValueEdit() => driver.ReplaceAdditionalText(file, new ManifestFile(withValue)).RunGenerators(compilation);

    /// <summary>A compiler that has seen nothing yet, in a warm process.</summary>
    [Benchmark]
    public GeneratorDriver Cold() => NewDriver(new ManifestFile(text)).RunGenerators(compilation);

    private static CSharpGeneratorDriver NewDriver(ManifestFile manifest) =>
        CSharpGeneratorDriver.Create([new ConstantsGenerator().AsSourceGenerator()], [manifest], optionsProvider: new ManifestOptions());
}
