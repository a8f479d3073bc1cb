using System.Collections.Immutable;
using Legion.Build.Generators.Tests.Caching;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Legion.Build.Generators.Tests.Driving;

/// <summary>The generator at work on a project: run, edit, run again.</summary>
internal sealed class GeneratorRun
{
    private GeneratorRun(GeneratorDriver driver, CSharpCompilation compilation, ImmutableArray<AdditionalText> files)
    {
        Driver = driver;
        Compilation = compilation;
        Files = files;
        Result = driver.GetRunResult().Results.Single();
    }

    public GeneratorDriver Driver { get; }

    public CSharpCompilation Compilation { get; }

    public ImmutableArray<AdditionalText> Files { get; }

    public GeneratorRunResult Result { get; }

    public IReadOnlyDictionary<string, string> Sources => Result.GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString());

    public string AllText => string.Join("\n", Result.GeneratedSources.Select(s => s.SourceText.ToString()));

    /// <summary>The project's sources and the generated ones together.</summary>
    public CSharpCompilation Output => Compilation.AddSyntaxTrees(Driver.GetRunResult().GeneratedTrees);

    /// <summary>A run on one manifest; that it caches as it must is proven every time.</summary>
    public static GeneratorRun Of(string manifest, params (string Name, string Value)[] properties)
    {
        var run = Of([new TestFile("/src/distributions.yaml", manifest)], TestCompilation.Create([]), properties);
        CachingProof.Of(run);
        return run;
    }

    public static GeneratorRun Of(IEnumerable<TestFile> files, CSharpCompilation compilation, params (string Name, string Value)[] properties) =>
        Of(new ConstantsGenerator(), files, compilation, properties);

    public static GeneratorRun Of(IIncrementalGenerator generator, IEnumerable<TestFile> files, CSharpCompilation compilation, params (string Name, string Value)[] properties)
    {
        ImmutableArray<AdditionalText> texts = [.. files];
        var driver = CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            texts,
            (CSharpParseOptions?)compilation.SyntaxTrees.FirstOrDefault()?.Options ?? TestCompilation.Parse(compilation.LanguageVersion),
            new TestOptions(properties.ToDictionary(p => p.Name, p => p.Value)),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return new(driver.RunGenerators(compilation), compilation, texts);
    }

    /// <summary>The user types in a C# file that has nothing to do with the manifest.</summary>
    public GeneratorRun AfterUnrelatedEdit()
    {
        var tree = CSharpSyntaxTree.ParseText("internal sealed class Typed { }", TestCompilation.Parse(Compilation.LanguageVersion), path: "/src/Typed.cs");
        return Again(Driver, Compilation.AddSyntaxTrees(tree), Files);
    }

    /// <summary>The user edits the manifest.</summary>
    public GeneratorRun After(string manifest)
    {
        var old = Files.Single(f => f is TestFile { IsManifest: true });
        var file = new TestFile(old.Path, manifest);
        return Again(Driver.ReplaceAdditionalText(old, file), Compilation, Files.Replace(old, file));
    }

    private static GeneratorRun Again(GeneratorDriver driver, CSharpCompilation compilation, ImmutableArray<AdditionalText> files) =>
        new(driver.RunGenerators(compilation), compilation, files);
}
