using Legion.Build.Manifest.Naming;
using Microsoft.CodeAnalysis.CSharp;

namespace Legion.Build.Generators.Options;

/// <summary>Where the constants stand: namespace, class and visibility, always usable, whatever the properties say.</summary>
/// <param name="Namespace">The namespace, with <c>@</c> before a part that is a keyword.</param>
/// <param name="ClassName">The class.</param>
/// <param name="IsPublic">True when other assemblies may see them.</param>
internal sealed record ConstantsPlace(string Namespace, string ClassName, bool IsPublic)
{
    /// <summary>The class when the project names none.</summary>
    public const string DefaultClassName = "Artifacts";

    // Types that stand beside the class and members that stand in it.
    private static readonly HashSet<string> TakenClassNames =
    [
        "Artifact", "ChartArtifact", "ImageArtifact", "PythonArtifact", "Channel", "Repository",
        "All", "Charts", "Images", "Product", "Python", "Repositories", "Version",
        "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
    ];

    /// <summary>The keyword of the types' visibility.</summary>
    public string Visibility => IsPublic ? "public" : "internal";

    /// <summary>The namespace from the root, with its dot.</summary>
    public string Root => "global::" + Namespace + ".";

    /// <summary>The class from the root, with its dot.</summary>
    public string Class => Root + ClassName + ".";

    /// <summary>Begins the names of the generated files: short, for path limits, and different for different namespaces.</summary>
    public string HintPrefix
    {
        get
        {
            const int limit = 40;
            var name = Namespace.Replace("@", "");
            return name.Length <= limit ? name : name.Substring(0, limit) + "." + StableHash(name);
        }
    }

    /// <summary>Takes each property that can be followed; an unusable one is reported by the analyzer and stands back here.</summary>
    public static ConstantsPlace For(string product, GeneratorOptions options) => new(
        options.Namespace is { } name && IsNamespace(name) ? Escape(name) : Identifiers.NamespaceFrom(product),
        options.ClassName is { } className && IsClassName(className) ? className : DefaultClassName,
        string.Equals(options.Visibility, "public", StringComparison.OrdinalIgnoreCase));

    /// <summary>True for a text that can be a namespace.</summary>
    public static bool IsNamespace(string text) => text.Split('.').All(static part => SyntaxFacts.IsValidIdentifier(part.TrimStart('@')) && part.LastIndexOf('@') <= 0);

    /// <summary>True for a text that can name the class.</summary>
    public static bool IsClassName(string text) =>
        SyntaxFacts.IsValidIdentifier(text) && SyntaxFacts.GetKeywordKind(text) == SyntaxKind.None && !TakenClassNames.Contains(text);

    /// <summary>True for a text that says who sees the constants.</summary>
    public static bool IsVisibility(string text) =>
        text.Equals("public", StringComparison.OrdinalIgnoreCase) || text.Equals("internal", StringComparison.OrdinalIgnoreCase);

    private static string Escape(string name) => string.Join(".", name.Split('.').Select(static part =>
        SyntaxFacts.GetKeywordKind(part) == SyntaxKind.None ? part : "@" + part));

    // FNV-1a: the same in every process, unlike string.GetHashCode.
    private static string StableHash(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text) hash = unchecked((hash ^ c) * 16777619u);
        return hash.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
    }
}
