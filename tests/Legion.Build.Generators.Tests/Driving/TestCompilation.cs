using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Legion.Build.Generators.Tests.Driving;

/// <summary>Compilations against the running framework.</summary>
internal static class TestCompilation
{
    private static readonly MetadataReference[] Framework =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll"))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpCompilation Create(
        IEnumerable<string> sources, LanguageVersion language = LanguageVersion.Latest, NullableContextOptions nullable = NullableContextOptions.Enable,
        string assemblyName = "Consumer", DocumentationMode documentation = DocumentationMode.Diagnose, params MetadataReference[] references) => CSharpCompilation.Create(
            assemblyName,
            sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, Parse(language, documentation), path: $"/src/File{i}.cs", encoding: System.Text.Encoding.UTF8)),
            [.. Framework, .. references],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: nullable, warningLevel: 9999, reportSuppressedDiagnostics: true));

    public static CSharpParseOptions Parse(LanguageVersion language, DocumentationMode documentation = DocumentationMode.Diagnose) =>
        new(language, documentation);
}
