using Legion.Build.Generators.Tests.Driving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Legion.Build.Generators.Tests.Constants;

public sealed class LanguageMatrixTests
{
    private const string Consumer = """
        using Legion;
        [System.ComponentModel.Description(Artifacts.Images.Names.K8sEdi)]
        internal static class Program
        {
            internal static string Run(string name)
            {
                ImageArtifact edi = Artifacts.Images.K8sEdi;
                ChartArtifact chart = Artifacts.Charts.Legion;
                PythonArtifact package = Artifacts.Python.Legion;
                switch (name)
                {
                    case Artifacts.Images.Names.K8sEdge: return edi.ReferenceOn(Channel.Release, "1.0.0");
                    case Artifacts.Charts.Names.Legion: return chart.ReferenceOn(Channel.Development, "1.0.0");
                    default: return package.ReferenceOn(Channel.PreRelease, "1.0.0-rc.1") + Artifacts.Channel.Name + Artifacts.Repositories.DockerHub.Pull;
                }
            }
        }
        """;

    public static IEnumerable<TheoryDataRow<LanguageVersion, NullableContextOptions, string>> Matrix =>
        from language in Enum.GetValues<LanguageVersion>()
        where language is >= LanguageVersion.CSharp8 and < LanguageVersion.LatestMajor
        from nullable in new[] { NullableContextOptions.Disable, NullableContextOptions.Enable }
        from visibility in new[] { "internal", "public" }
        select new TheoryDataRow<LanguageVersion, NullableContextOptions, string>(language, nullable, visibility);

    [Theory]
    [MemberData(nameof(Matrix))]
    public void Constants_compile_without_a_warning(LanguageVersion language, NullableContextOptions nullable, string visibility)
    {
        var consumer = Consumer.Replace("[System", visibility == "public" ? "[assembly: System.CLSCompliant(true)]\n[System" : "[System");
        var run = GeneratorRun.Of(
            [new TestFile("/src/distributions.yaml", TestManifests.Legion)],
            TestCompilation.Create([consumer], language, nullable),
            ("LegionVisibility", visibility), ("LegionVersion", "1.1.0-dev.1"));
        // Every warning the compiler has, documentation of public members (CS1591) and malformed comments among them.
        Assert.Empty(run.Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed));
    }

    [Fact]
    public void Friends_that_read_the_same_manifest_do_not_disturb_each_other()
    {
        var first = Friend("First", "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Second\")]", []);
        var second = Friend("Second", Consumer, [first.ToMetadataReference()]);
        Assert.Empty(second.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning));

        // Also when the friend is seen as users see it: as an assembly on disk.
        using var stream = new MemoryStream();
        Assert.True(first.Emit(stream).Success);
        stream.Position = 0;
        second = Friend("Second", Consumer, [MetadataReference.CreateFromStream(stream)]);
        Assert.Empty(second.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning));
    }

    [Fact]
    public void The_oldest_target_framework_of_the_language_has_all_the_types_that_are_used()
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var reference = Path.Combine(packages, "netstandard.library", "2.0.3", "build", "netstandard2.0", "ref", "netstandard.dll");
        if (!File.Exists(reference)) Assert.Skip("needs the package NETStandard.Library 2.0.3: build a project of src/ first");
        var run = GeneratorRun.Of(TestManifests.Legion, ("LegionVersion", "1.0.0"));
        var compilation = CSharpCompilation.Create(
            "Old", [.. run.Output.SyntaxTrees.Select(t => CSharpSyntaxTree.ParseText(t.GetText(), TestCompilation.Parse(LanguageVersion.CSharp8)))],
            [MetadataReference.CreateFromFile(reference)], run.Compilation.Options);
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed));
    }

    private static CSharpCompilation Friend(string name, string source, MetadataReference[] references) => GeneratorRun.Of(
        [new TestFile("/src/distributions.yaml", TestManifests.Legion)], TestCompilation.Create([source], assemblyName: name, references: references)).Output;
}
