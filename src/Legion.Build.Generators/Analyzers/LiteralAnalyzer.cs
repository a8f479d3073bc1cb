using System.Collections.Immutable;
using Legion.Build.Generators.Diagnostics;
using Legion.Build.Generators.Options;
using Legion.Build.Generators.Reading;
using Legion.Build.Manifest.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Legion.Build.Generators.Analyzers;

/// <summary>Finds string literals that repeat what a constant knows, and references that lead nowhere.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LiteralAnalyzer : DiagnosticAnalyzer
{
    /// <summary>Property of a finding: the constant to write instead, from the root namespace; <c>expression1</c>, … when there are more.</summary>
    internal const string Expression = "expression";

    /// <summary>Property of a finding: the text the literal should hold.</summary>
    internal const string Suggestion = "suggestion";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.Of(UsageRules.NameLiteral), Descriptors.Of(UsageRules.ReferenceLiteral), Descriptors.Of(UsageRules.UnknownReference)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            var options = GeneratorOptions.From(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions);
            var indexes = SharedReader.ReadAll(start.Options, start.CancellationToken)
                .Select(static file => file.Reading.Manifest).OfType<Manifest.Model.DistributionManifest>()
                .Select(manifest => new LiteralIndex(manifest, ConstantsPlace.For(manifest.Product, options))).ToImmutableArray();
            if (indexes.IsEmpty) return;
            start.RegisterSyntaxNodeAction(node => AnalyzeLiteral(node, indexes), SyntaxKind.StringLiteralExpression);
            start.RegisterSyntaxNodeAction(node => AnalyzeInterpolation(node, indexes), SyntaxKind.InterpolatedStringExpression);
        });
    }

    private static void AnalyzeLiteral(SyntaxNodeAnalysisContext context, ImmutableArray<LiteralIndex> indexes)
    {
        var literal = (LiteralExpressionSyntax)context.Node;
        var text = literal.Token.ValueText;
        // The shortest name has one character, the longest reference a few hundred.
        if (text.Length is 0 or > 1024 || text.IndexOf(' ') >= 0) return;
        foreach (var index in indexes)
        {
            if (index.Names(text) is { Count: > 0 } names)
            {
                var first = names[0];
                var properties = names.Select(static (match, i) => (Key: i == 0 ? Expression : Expression + i, match.Expression)).ToImmutableDictionary(static p => p.Key, static p => (string?)p.Expression);
                Report(context, UsageRules.NameLiteral, properties, text, string.Join(" and ", names.Select(static n => n.Noun)), first.Shown);
                return;
            }

            if (index.Reference(text) is { } reference)
            {
                if (!NeedsConstant(literal)) ReportReference(context, reference, "(" + reference.ChannelExpression + ", " + SymbolDisplay.FormatLiteral(reference.Version!, quote: true) + ")");
                return;
            }

            if (index.Unknown(text) is { } unknown)
            {
                var properties = ImmutableDictionary<string, string?>.Empty;
                if (unknown.Nearest is { } nearest) properties = properties.Add(Suggestion, text.Remove(unknown.Start, unknown.Name.Length).Insert(unknown.Start, nearest));
                Report(context, UsageRules.UnknownReference, properties, unknown.Repository, unknown.Noun, unknown.Name, unknown.Nearest is null ? "" : "; did you mean '" + unknown.Nearest + "'?");
                return;
            }
        }
    }

    // $"docker.io/acme/web:{version}": an address with a name, and one string.
    private static void AnalyzeInterpolation(SyntaxNodeAnalysisContext context, ImmutableArray<LiteralIndex> indexes)
    {
        var interpolated = (InterpolatedStringExpressionSyntax)context.Node;
        if (interpolated.Contents is not [InterpolatedStringTextSyntax text, InterpolationSyntax { AlignmentClause: null, FormatClause: null } hole]) return;
        foreach (var index in indexes)
        {
            if (index.Beginning(text.TextToken.ValueText) is not { } reference || NeedsConstant(interpolated)) continue;
            if (context.SemanticModel.GetTypeInfo(hole.Expression, context.CancellationToken).Type?.SpecialType != SpecialType.System_String) continue;
            ReportReference(context, reference, "(" + reference.ChannelExpression + ", " + hole.Expression + ")");
            return;
        }
    }

    private static void ReportReference(SyntaxNodeAnalysisContext context, ReferenceMatch reference, string arguments) => Report(
        context,
        UsageRules.ReferenceLiteral,
        ImmutableDictionary<string, string?>.Empty.Add(Expression, reference.Expression + ".ReferenceOn" + arguments),
        "'" + reference.Name + "'", reference.ChannelName, reference.Shown + ".ReferenceOn");

    private static void Report(SyntaxNodeAnalysisContext context, Rule rule, ImmutableDictionary<string, string?> properties, params object[] arguments)
    {
        var message = rule.At(default, arguments).Message;
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(rule), context.Node.GetLocation(), properties, message));
    }

    private static bool NeedsConstant(ExpressionSyntax expression)
    {
        for (SyntaxNode? node = expression; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case AttributeArgumentSyntax or CaseSwitchLabelSyntax or PatternSyntax or ParameterSyntax or GotoStatementSyntax:
                    return true;
                case FieldDeclarationSyntax field:
                    return field.Modifiers.Any(SyntaxKind.ConstKeyword);
                case LocalDeclarationStatementSyntax local:
                    return local.IsConst;
                case StatementSyntax or MemberDeclarationSyntax or LambdaExpressionSyntax:
                    return false;
            }
        }

        return false;
    }
}
