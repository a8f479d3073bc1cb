using Legion.Build.Artifacts.Sources;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;

namespace Legion.Build.Artifacts.Tests.Sources;

public sealed class ManifestFilesCheckTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("legion-sources-").FullName;

    private string Root => Path.Combine(folder, "manifest");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    [Spares("LEGION170", "LEGION171", "LEGION173")]
    public void When_everything_is_there_nothing_is_found_and_nothing_is_left_out()
    {
        Write("helms/legion/Chart.yaml", "containers/edi/Dockerfile", "legion/sdk/pyproject.toml", "docs/edi.md");
        var manifest = Manifest(
            new Chart("legion", "helms/legion"),
            new Image("k8s-edi") { Dockerfile = "containers/edi", Sources = EquatableArray.Of("legion/sdk", "."), Docs = "edi.md#top" },
            new PythonPackage("legion", "legion/sdk"));
        var result = Check(manifest);
        Assert.Empty(result.Diagnostics);
        Assert.Equal(manifest, result.Manifest);
    }

    [Fact]
    [Trips]
    public void A_missing_Dockerfile_is_an_error_that_says_what_was_meant_and_only_that_image_is_left_out()
    {
        Write("containers/edi/Dockerfile", "containers/edge/Dockerfile");
        var result = Check(Manifest(
            new Image("k8s-edi") { Dockerfile = "Containers/edi/Dockerfil" },
            new Image("k8s-edge") { Dockerfile = "containers/edge/Dockerfile" }));
        var found = Assert.Single(result.Diagnostics);
        Assert.Equal(SourceRules.PathMissing, found.Rule);
        Assert.Contains("did you mean 'containers/edi/Dockerfile'?", found.Message, StringComparison.Ordinal);
        Assert.Equal(["k8s-edge"], result.Manifest!.Images.Select(static i => i.Name));
    }

    [Fact]
    public void The_finding_stands_where_the_path_stands()
    {
        var span = new SourceSpan(10, 5, 3, 17, 3, 22);
        var sources = new SourceMap("distributions.yaml", new Dictionary<string, SourceSpan>(), new Dictionary<string, SourceSpan> { ["images/a~1b/sources/1"] = span });
        Write("containers/edi/Dockerfile", "one/file");
        var result = ManifestFilesCheck.Check(
            new(Manifest(new Image("a/b") { Dockerfile = "containers/edi", Sources = EquatableArray.Of("one", "two") }), sources, default), Root);
        Assert.Equal(new SourceLocation("distributions.yaml", span), Assert.Single(result.Diagnostics).Location);
    }

    [Fact]
    public void All_mistakes_of_one_image_are_found_in_one_pass() =>
        Assert.Equal(3, Check(Manifest(new Image("k8s-edi") { Dockerfile = "x", Sources = EquatableArray.Of("y", "z") })).Diagnostics.Count);

    [Fact]
    [Trips]
    public void A_folder_without_a_Dockerfile_is_an_error()
    {
        Write("containers/edi/notes.txt");
        var found = Assert.Single(Check(Manifest(new Image("k8s-edi") { Dockerfile = "containers/edi" })).Diagnostics);
        Assert.Equal(SourceRules.PathMissing, found.Rule);
        Assert.Contains("containers/edi/Dockerfile", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    public void A_chart_that_is_a_file_is_an_error()
    {
        Write("helms/legion/Chart.yaml");
        var found = Assert.Single(Check(Manifest(new Chart("legion", "helms/legion/Chart.yaml"))).Diagnostics);
        Assert.Equal(SourceRules.WrongKind, found.Rule);
    }

    [Fact]
    [Trips]
    [Spares("LEGION172")]
    public void A_link_out_of_the_manifests_folder_is_an_error_and_one_inside_is_not()
    {
        Write("inside/file", "containers/edi/Dockerfile");
        Directory.CreateDirectory(Path.Combine(folder, "outside"));
        Directory.CreateSymbolicLink(Path.Combine(Root, "out"), Path.Combine(folder, "outside"));
        Directory.CreateSymbolicLink(Path.Combine(Root, "in"), "inside");
        var result = Check(Manifest(new Image("k8s-edi") { Dockerfile = "containers/edi", Sources = EquatableArray.Of("out", "in") }));
        var found = Assert.Single(result.Diagnostics);
        Assert.Equal(SourceRules.LeavesRoot, found.Rule);
        Assert.Contains("'out'", found.Message, StringComparison.Ordinal);
        Assert.Empty(result.Manifest!.Images);
    }

    [Fact]
    [Trips]
    public void A_missing_version_file_leaves_the_package_out()
    {
        Write("legion/sdk/pyproject.toml");
        var result = Check(Manifest(new PythonPackage("legion", "legion/sdk") { VersionFile = "legion/version.py" }));
        Assert.Equal(SourceRules.PathMissing, Assert.Single(result.Diagnostics).Rule);
        Assert.Empty(result.Manifest!.PythonPackages);
    }

    [Fact]
    [Trips]
    public void A_documentation_link_that_leads_nowhere_warns_and_leaves_nothing_out()
    {
        Write("helms/legion/Chart.yaml", "docs/legion.md");
        var result = Check(Manifest(new Chart("legion", "helms/legion") { Docs = "legon.md" }));
        var found = Assert.Single(result.Diagnostics);
        Assert.Equal(SourceRules.DocumentationMissing, found.Rule);
        Assert.Contains("did you mean 'docs/legion.md'?", found.Message, StringComparison.Ordinal);
        Assert.False(result.HasErrors);
        Assert.Single(result.Manifest!.Charts);
    }

    [Fact]
    public void Absolute_links_are_not_looked_for()
    {
        Write("helms/legion/Chart.yaml");
        Assert.Empty(Check(Manifest(new Chart("legion", "helms/legion") { Docs = "https://example.org/legion" })).Diagnostics);
    }

    [Fact]
    public void Without_a_model_the_readers_findings_stand_alone()
    {
        var found = SourceRules.PathMissing.At(SourceLocation.File("distributions.yaml"), "a", "b", "c", "");
        var result = ManifestFilesCheck.Check(new(null, Map(), EquatableArray.Of(found)), Root);
        Assert.Null(result.Manifest);
        Assert.Equal([found], result.Diagnostics);
    }

    private CheckedManifest Check(DistributionManifest manifest)
    {
        Directory.CreateDirectory(Root);
        return ManifestFilesCheck.Check(new(manifest, Map(), default), Root);
    }

    private void Write(params string[] files)
    {
        foreach (var file in files)
        {
            var path = Path.Combine(Root, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }
    }

    private static SourceMap Map() => new("distributions.yaml", new Dictionary<string, SourceSpan>(), new Dictionary<string, SourceSpan>());

    private static DistributionManifest Manifest(params Artifact[] artifacts) => new()
    {
        Product = "Legion",
        Documentation = "docs/",
        Charts = artifacts.OfType<Chart>().ToEquatableArray(),
        Images = artifacts.OfType<Image>().ToEquatableArray(),
        PythonPackages = artifacts.OfType<PythonPackage>().ToEquatableArray(),
    };
}
