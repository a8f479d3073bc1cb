using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Legion.Build.Benchmarks.Generators;

/// <summary>A manifest in memory.</summary>
/// <param name="text">Its text.</param>
internal sealed class ManifestFile(string text) : AdditionalText
{
    private readonly SourceText text = SourceText.From(text, System.Text.Encoding.UTF8);

    /// <inheritdoc/>
    public override string Path => "/src/distributions.yaml";

    /// <inheritdoc/>
    public override SourceText GetText(CancellationToken cancellationToken = default) => text;
}
