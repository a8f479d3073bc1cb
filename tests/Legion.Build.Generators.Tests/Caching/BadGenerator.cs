using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Legion.Build.Generators.Tests.Caching;

/// <summary>A pipeline that does everything wrong, to see that the tests would say so.</summary>
internal sealed class BadGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var names = context.AdditionalTextsProvider.Select(static (file, cancellation) => new Names(
            new Dictionary<string, int>(StringComparer.Ordinal) { [file.GetText(cancellation)!.ToString()] = file.GetText(cancellation)!.Lines.Count })).WithTrackingName(Legion.Build.Generators.Steps.Manifests);
        context.RegisterSourceOutput(names, static (output, value) => output.AddSource("A.Images.g.cs", SourceText.From("// " + value.ByName.Count, System.Text.Encoding.UTF8)));

        context.RegisterSourceOutput(
            context.AdditionalTextsProvider.Select(static (file, _) => new Kept([file])).WithTrackingName(nameof(AdditionalText)), static (_, _) => { });
        context.RegisterSourceOutput(
            context.CompilationProvider.Select(static (compilation, _) => new Kept([compilation])).WithTrackingName(nameof(Compilation)),
            static (output, _) => output.AddSource("B.g.cs", SourceText.From("//", System.Text.Encoding.UTF8)));
        context.RegisterSourceOutput(
            context.CompilationProvider.Select(static (compilation, _) => new Kept([compilation.GlobalNamespace])).WithTrackingName(nameof(ISymbol)), static (_, _) => { });
        context.RegisterSourceOutput(
            context.CompilationProvider.Select(static (compilation, _) => new Kept([.. compilation.SyntaxTrees.Select(t => t.GetRoot())])).WithTrackingName(nameof(SyntaxNode)), static (_, _) => { });
        context.RegisterSourceOutput(
            context.AdditionalTextsProvider.Select(static (file, _) => new Kept([(Func<string>)Location.Create(file.Path, default, default).ToString])).WithTrackingName(nameof(Location)), static (_, _) => { });
    }

    private sealed record Names(Dictionary<string, int> ByName);

    private sealed record Kept(List<object> Things);
}
