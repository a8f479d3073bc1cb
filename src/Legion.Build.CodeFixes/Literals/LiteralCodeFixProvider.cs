using System.Collections.Immutable;
using System.Composition;
using Legion.Build.Generators.Analyzers;
using Legion.Build.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Legion.Build.CodeFixes.Literals;

/// <summary>Writes the constant in place of the literal that repeats it, and the nearest name in place of one that nobody declares.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LiteralCodeFixProvider))]
[Shared]
public sealed class LiteralCodeFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [UsageRules.NameLiteral.Id, UsageRules.ReferenceLiteral.Id, UsageRules.UnknownReference.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) return;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax literal) continue;
            foreach (var property in diagnostic.Properties.OrderBy(static p => p.Key, StringComparer.Ordinal))
            {
                if (property.Value is not { } value) continue;
                var isText = property.Key == LiteralAnalyzer.Suggestion;
                var title = isText ? "Change to \"" + value + "\"" : "Use " + value.Replace("global::", "");
                context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(Replace(context.Document, root, literal, value, isText)), property.Key), diagnostic);
            }
        }
    }

    private static Document Replace(Document document, SyntaxNode root, ExpressionSyntax literal, string value, bool isText)
    {
        ExpressionSyntax replacement = isText
            ? SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(value))
            // As short as the usings allow; the simplifier knows them.
            : Simplifiable(SyntaxFactory.ParseExpression(value));
        return document.WithSyntaxRoot(root.ReplaceNode(literal, replacement.WithTriviaFrom(literal)));
    }

    private static ExpressionSyntax Simplifiable(ExpressionSyntax expression) => expression.ReplaceNodes(
        expression.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>(),
        static (_, access) => access.WithAdditionalAnnotations(Simplifier.Annotation));
}
