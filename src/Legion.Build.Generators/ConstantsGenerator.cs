using Microsoft.CodeAnalysis;

namespace Legion.Build.Generators;

/// <summary>Makes the typed constants of every manifest among the project's additional files.</summary>
/// <remarks>
/// Diagnostics are the analyzers' business (an additional file is a place for them, a generator's pipeline is none). Every step is
/// named, its output compares by value, and holds no compilation, symbol, syntax, location or additional file.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed partial class ConstantsGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // What the project says.
        var options = context.AnalyzerConfigOptionsProvider.Select(ReadOptions).WithTrackingName(Steps.Options);

        // The manifests: text, meaning, and what each generated file says. Few steps and few files: each costs a little at every key typed.
        var texts = context.AdditionalTextsProvider.Combine(context.AnalyzerConfigOptionsProvider).SelectMany(ReadText).WithTrackingName(Steps.Texts);
        var manifests = texts.SelectMany(ReadManifest).WithTrackingName(Steps.Manifests);
        var files = manifests.Collect().Combine(options).SelectMany(SelectFiles).WithTrackingName(Steps.Files);

        // A file a kind, so that an edit changes no other.
        context.RegisterSourceOutput(files, static (output, file) => output.AddSource(file.HintName, file.Write()));
    }
}
