using System.Collections.Immutable;
using System.Reflection;
using Legion.Build.Manifest.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Legion.Build.Generators.Diagnostics;

/// <summary>Our rules and findings as the compiler knows them: same id, span and words as the build's.</summary>
internal static class Descriptors
{
    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> ById =
        RulesOf(typeof(ManifestRules)).Concat(RulesOf(typeof(UsageRules))).ToImmutableDictionary(static rule => rule.Id, Create);

    /// <summary>The descriptor of a rule.</summary>
    public static DiagnosticDescriptor Of(Rule rule) => ById[rule.Id];

    /// <summary>The descriptors of all rules of a class.</summary>
    public static ImmutableArray<DiagnosticDescriptor> Of(Type rules) => [.. RulesOf(rules).Select(static rule => ById[rule.Id])];

    /// <summary>The rules that a class holds.</summary>
    public static IEnumerable<Rule> RulesOf(Type rules) => rules.GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => field.GetValue(null)).OfType<Rule>().OrderBy(static rule => rule.Id, StringComparer.Ordinal);

    /// <summary>A finding, located in the file it is about.</summary>
    public static Diagnostic Diagnostic(BuildDiagnostic finding) => Microsoft.CodeAnalysis.Diagnostic.Create(
        Of(finding.Rule),
        Place(finding.Location),
        finding.Related.Select(Place),
        finding.Properties.ToImmutableDictionary(static p => p.Key, static p => (string?)p.Value),
        finding.Message);

    private static Location Place(SourceLocation location)
    {
        var span = location.Span;
        return Location.Create(
            location.Path,
            new TextSpan(span.Start, span.Length),
            new LinePositionSpan(new(span.StartLine, span.StartColumn), new(span.EndLine, span.EndColumn)));
    }

    // The message comes whole: the compiler formats nothing, so that braces in it are only braces.
    private static DiagnosticDescriptor Create(Rule rule) => new(
        rule.Id, rule.Title, "{0}", rule.Category, Severity(rule.Severity), isEnabledByDefault: true, rule.Description, rule.HelpLink);

    private static DiagnosticSeverity Severity(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Error => DiagnosticSeverity.Error,
        RuleSeverity.Warning => DiagnosticSeverity.Warning,
        _ => DiagnosticSeverity.Info,
    };
}
