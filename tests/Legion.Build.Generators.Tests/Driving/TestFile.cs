using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Legion.Build.Generators.Tests.Driving;

/// <summary>An additional file in memory.</summary>
internal sealed class TestFile(string path, string text, bool isManifest = true) : AdditionalText
{
    private readonly SourceText text = SourceText.From(text, System.Text.Encoding.UTF8);

    public override string Path => path;

    public bool IsManifest => isManifest;

    public override SourceText GetText(CancellationToken cancellationToken = default) => text;
}
