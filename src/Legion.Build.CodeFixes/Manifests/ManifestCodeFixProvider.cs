using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Legion.Build.CodeFixes.Manifests;

/// <summary>Mends manifests where the findings stand: in the YAML.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(ManifestCodeFixProvider),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".yaml", ".yml"])]
[Shared]
public sealed class ManifestCodeFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. ManifestEdits.Rules];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => ManifestFixAllProvider.Instance;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.TextDocument;
        var text = await document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (ManifestFinding.From(diagnostic, text, document.FilePath ?? document.Name) is not { } finding) continue;
            foreach (var edit in ManifestEdits.For(finding))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        edit.Title,
                        _ => Task.FromResult(document.Project.Solution.WithAdditionalDocumentText(document.Id, text.WithChanges(edit.Change))),
                        edit.Key),
                    diagnostic);
            }
        }
    }
}
