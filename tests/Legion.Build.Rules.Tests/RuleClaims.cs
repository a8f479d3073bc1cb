using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Legion.Build.Rules.Tests;

/// <summary>
/// Reads what the tests of all stations claim, from their source: a claim counts only where the test's own text bears it out, so that one
/// cannot be copied to a test that is about something else.
/// </summary>
/// <remarks>Source, not assemblies: the claims of every project are seen whichever of them are built.</remarks>
internal sealed class RuleClaims
{
    private static readonly HashSet<string> Denials = new(StringComparer.Ordinal) { "DoesNotContain", "NotEqual", "DoesNotMatch" };
    private static readonly HashSet<string> Tests = new(StringComparer.Ordinal) { "Fact", "Theory" };
    private static readonly Regex Id = new("LEGION[0-9]{3}", RegexOptions.None, TimeSpan.FromMinutes(2));
    private readonly Dictionary<string, string> idByField;
    private readonly HashSet<string> known;
    private readonly List<(string Path, CompilationUnitSyntax Root)> files;
    private readonly ILookup<string, TypeDeclarationSyntax> types;

    /// <param name="files">The tests' sources.</param>
    /// <param name="rules">Every rule: its id, and its name as code writes it (<c>PublishRules.OtherBytes</c>).</param>
    public RuleClaims(IEnumerable<(string Path, string Text)> files, IEnumerable<(string Id, string Field)> rules)
    {
        idByField = rules.ToDictionary(static r => r.Field, static r => r.Id, StringComparer.Ordinal);
        known = idByField.Values.ToHashSet(StringComparer.Ordinal);
        this.files = files.Select(static f => (f.Path, CSharpSyntaxTree.ParseText(f.Text, path: f.Path).GetCompilationUnitRoot())).ToList();
        types = this.files.SelectMany(static f => f.Root.DescendantNodes().OfType<TypeDeclarationSyntax>()).ToLookup(static t => t.Identifier.ValueText, StringComparer.Ordinal);
    }

    /// <summary>The sources of all test projects of the repository.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(string root) =>
        from file in Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.cs", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(root, file).Replace('\\', '/')
        where !relative.Contains("/obj/", StringComparison.Ordinal) && !relative.Contains("/bin/", StringComparison.Ordinal)
        select (relative, File.ReadAllText(file));

    /// <summary>Every claim of every test.</summary>
    public IEnumerable<RuleClaim> All() =>
        from file in files
        from method in file.Root.DescendantNodes().OfType<MethodDeclarationSyntax>()
        from attribute in method.AttributeLists.SelectMany(static l => l.Attributes)
        let name = attribute.Name.ToString()
        where name is "Trips" or "Spares"
        select Claim(file.Path, method, attribute, name == "Trips");

    private RuleClaim Claim(string path, MethodDeclarationSyntax method, AttributeSyntax attribute, bool trips)
    {
        var where = path + ":" + (attribute.GetLocation().GetLineSpan().StartLinePosition.Line + 1);
        var arguments = attribute.ArgumentList?.Arguments ?? [];
        var named = arguments.Where(static a => a.NameEquals is null).SelectMany(a => Mentions(a)).ToList();
        var mentioned = method.AttributeLists.SelectMany(static l => l.Attributes).Where(static a => a.Name.ToString() is not ("Trips" or "Spares")).SelectMany(Mentions)
            .Concat(Mentions((SyntaxNode?)method.Body ?? method.ExpressionBody))
            .Concat(arguments.Where(static a => a.NameEquals is not null).SelectMany(Table))
            .Concat(Cases(method))
            .ToHashSet(StringComparer.Ordinal);
        var claimed = named.Count == 0 ? mentioned.ToList() : named;
        return new(where, trips, claimed, Fault(method, arguments, trips, claimed, mentioned));
    }

    private string? Fault(MethodDeclarationSyntax method, SeparatedSyntaxList<AttributeArgumentSyntax> arguments, bool trips, List<string> claimed, HashSet<string> mentioned)
    {
        var test = method.AttributeLists.SelectMany(static l => l.Attributes).FirstOrDefault(static a => Tests.Contains(a.Name.ToString()));
        if (test is null) return "it stands at no test";
        if (test.ArgumentList?.Arguments.Any(static a => a.NameEquals?.Name.Identifier.ValueText == "Skip") == true) return "the test never runs";
        if (arguments.Where(static a => a.NameEquals is null).FirstOrDefault(a => !Mentions(a).Any()) is { } unknown) return unknown + " is no rule";
        if (claimed.Count == 0) return "the test names no rule";
        if (claimed.FirstOrDefault(r => !known.Contains(r)) is { } other) return other + " is no rule";
        if (trips && claimed.Except(mentioned).FirstOrDefault() is { } silent) return "the test does not name " + silent + ", so it cannot look for it";
        // Silence is asserted, not merely had.
        var text = ((SyntaxNode?)method.Body ?? method.ExpressionBody)?.ToString() ?? string.Empty;
        return trips || text.Contains("Assert.", StringComparison.Ordinal) ? null : "the test asserts nothing";
    }

    /// <summary>The rules named by members that feed a theory, such as <c>[MemberData(nameof(Cases))]</c>.</summary>
    private IEnumerable<string> Cases(MethodDeclarationSyntax method) =>
        from attribute in method.AttributeLists.SelectMany(static l => l.Attributes)
        where attribute.Name.ToString() == "MemberData"
        from identifier in attribute.DescendantNodes().OfType<IdentifierNameSyntax>()
        from member in (method.Parent as TypeDeclarationSyntax)?.Members ?? []
        where Names(member).Contains(identifier.Identifier.ValueText)
        from rule in Mentions(member)
        select rule;

    private IEnumerable<string> Table(AttributeArgumentSyntax argument) =>
        argument.Expression is TypeOfExpressionSyntax { Type: var type } ? types[type.ToString()].SelectMany(Mentions) : [];

    private static IEnumerable<string> Names(MemberDeclarationSyntax member) => member switch
    {
        PropertyDeclarationSyntax property => [property.Identifier.ValueText],
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(static v => v.Identifier.ValueText),
        _ => [],
    };

    /// <summary>The rules a piece of code names, by id or by field; not those it says are absent.</summary>
    private IEnumerable<string> Mentions(SyntaxNode? node)
    {
        foreach (var inner in node?.DescendantNodesAndSelf(static n => !IsDenial(n)) ?? [])
        {
            var text = inner switch
            {
                LiteralExpressionSyntax { Token.Value: string value } => value,
                InterpolatedStringTextSyntax { TextToken.ValueText: var value } => value,
                _ => string.Empty,
            };
            foreach (Match match in Id.Matches(text)) yield return match.Value;
            if (inner is MemberAccessExpressionSyntax access && idByField.TryGetValue(Last(access.Expression) + "." + access.Name, out var id)) yield return id;
        }
    }

    private static bool IsDenial(SyntaxNode node) =>
        node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Assert" }, Name.Identifier.ValueText: var name } }
            && Denials.Contains(name);

    private static string Last(ExpressionSyntax expression) => expression is MemberAccessExpressionSyntax access ? access.Name.ToString() : expression.ToString();
}
