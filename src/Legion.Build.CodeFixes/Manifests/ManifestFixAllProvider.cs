using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Legion.Build.CodeFixes.Manifests;

/// <summary>Mends every finding of one kind, in one manifest or in all of a project or solution.</summary>
/// <remarks>Roslyn's own batch fixer merges changes of C# documents only; a manifest is an additional one.</remarks>
internal sealed class ManifestFixAllProvider : FixAllProvider
{
    public static readonly ManifestFixAllProvider Instance = new();

    /// <inheritdoc/>
    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    /// <inheritdoc/>
    public override Task<CodeAction?> GetFixAsync(FixAllContext context) => Task.FromResult<CodeAction?>(CodeAction.Create(
        "Mend every such finding in the manifests", cancellation => MendAsync(context, cancellation), context.CodeActionEquivalenceKey));

    private static async Task<Solution> MendAsync(FixAllContext context, CancellationToken cancellation)
    {
        var solution = context.Solution;
        foreach (var project in context.Scope == FixAllScope.Solution ? solution.Projects : [context.Project])
        {
            // What nobody sees, because the project's settings hide it, stays as it is.
            var reported = new HashSet<string>((await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false))
                .Where(d => context.DiagnosticIds.Contains(d.Id)).Select(static d => d.Location.GetLineSpan().Path), StringComparer.Ordinal);
            foreach (var document in project.AdditionalDocuments)
            {
                if (!reported.Contains(document.FilePath ?? document.Name)) continue;
                var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
                var mended = ManifestMending.All(text, document.FilePath ?? document.Name, context.DiagnosticIds, context.CodeActionEquivalenceKey, cancellation);
                solution = solution.WithAdditionalDocumentText(document.Id, mended);
            }
        }

        return solution;
    }
}
