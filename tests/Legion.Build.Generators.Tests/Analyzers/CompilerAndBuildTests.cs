using System.Globalization;
using Legion.Build.Generators.Tests.Driving;
using Legion.Build.Tasks;
using Legion.Build.Tasks.Tests;
using Microsoft.CodeAnalysis;

namespace Legion.Build.Generators.Tests.Analyzers;

/// <summary>One manifest before the compiler's analyzer and before the task of MSBuild: the same rule, severity, place and words from both.</summary>
public sealed class CompilerAndBuildTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("legion-both-").FullName;

    public static TheoryData<string> Manifests => [.. ManifestAnalyzerTests.Broken.Concat(ManifestAnalyzerTests.Cases).Select(static row => row.Data).Distinct()];

    private string Manifest => Path.Combine(folder, "distributions.yaml");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Manifests))]
    public async Task The_task_reports_what_the_analyzer_reports(string manifest)
    {
        var compiler = (await AnalyzerRun.OnManifestAlone(new TestFile(Manifest, manifest))).Select(Describe).Order(StringComparer.Ordinal).ToList();
        var build = OfTheTask(manifest).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(compiler);
        Assert.Equal(compiler, build);
    }

    [Fact]
    public async Task Of_a_manifest_without_a_mistake_neither_says_anything()
    {
        Assert.Empty(await AnalyzerRun.OnManifestAlone(new TestFile(Manifest, TestManifests.Small)));
        Assert.Empty(OfTheTask(TestManifests.Small));
    }

    [Theory]
    [Spares("LEGION090")]
    [InlineData("1.0.0")]
    [InlineData("1.0.0-rc.10+build.5")]
    [InlineData("0.9.0-dev.20181203121905")]
    public void A_version_with_all_three_dialects_is_taken(string version) => Assert.Empty(OfTheTask(TestManifests.Small, version));

    /// <summary>What the task says of the manifest's text; what it says of files that are not there needs a disk, which no compiler has.</summary>
    private IEnumerable<string> OfTheTask(string manifest, string version = "1.0.0")
    {
        File.WriteAllText(Manifest, manifest);
        var engine = new RecordingEngine();
        var task = new CheckManifest
        {
            BuildEngine = engine,
            ManifestPath = Manifest,
            OutputPath = Path.Combine(folder, "artifacts"),
            IntermediatePath = Path.Combine(folder, "obj"),
            ProjectPath = Path.Combine(folder, "both.csproj"),
            Version = version,
        };
        Assert.Equal(task.Execute(), engine.Errors.Count == 0);
        return engine.Errors.Select(static e => Describe(DiagnosticSeverity.Error, e.Code, e.File, e.LineNumber, e.ColumnNumber, e.EndLineNumber, e.EndColumnNumber, e.Message))
            .Concat(engine.Warnings.Select(static e => Describe(DiagnosticSeverity.Warning, e.Code, e.File, e.LineNumber, e.ColumnNumber, e.EndLineNumber, e.EndColumnNumber, e.Message)))
            .Concat(engine.Messages.Where(static e => e.Code is not null).Select(static e => Describe(DiagnosticSeverity.Info, e.Code, e.File, e.LineNumber, e.ColumnNumber, e.EndLineNumber, e.EndColumnNumber, e.Message)))
            .Where(static e => !e.Contains(" LEGION1", StringComparison.Ordinal));
    }

    private static string Describe(Diagnostic d)
    {
        var at = d.Location.GetLineSpan();
        return Describe(d.Severity, d.Id, at.Path, at.StartLinePosition.Line + 1, at.StartLinePosition.Character + 1, at.EndLinePosition.Line + 1, at.EndLinePosition.Character + 1, d.GetMessage(CultureInfo.InvariantCulture));
    }

    // MSBuild has no line for what concerns a whole file; the compiler has no file without a first line.
    private static string Describe(DiagnosticSeverity severity, string id, string? path, int line, int column, int endLine, int endColumn, string? message) =>
        $"{path}({Math.Max(line, 1)},{Math.Max(column, 1)},{Math.Max(endLine, 1)},{Math.Max(endColumn, 1)}): {severity} {id}: {message}";
}
