using System.Security.Cryptography;
using System.Text;

using Legion.Build.Artifacts.Charts;
using Legion.Build.Artifacts.Charts.Index;
using Legion.Build.Artifacts.Charts.Linting;
using Legion.Build.Artifacts.Charts.OciForm;
using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Tests.Charts;

/// <summary>Rules of charts that no other test is about, each tripped and each beside a chart that does not.</summary>
public sealed class ChartRuleTests : IDisposable
{
    private readonly ChartWorkshop shop = new();

    public void Dispose() => shop.Dispose();

    [Fact]
    [Trips]
    public void What_should_be_a_folder_is_one_and_what_should_be_a_file_is_one()
    {
        shop.Write("c/Chart.yaml/x", "").Write("c/templates", "").Write("c/crds", "");
        Assert.Equal([ChartRules.ChartFileIsFolder, ChartRules.TemplatesNotFolder, ChartRules.CrdsNotFolder], OnFolder("c"));
    }

    [Fact]
    [Spares("LEGION230", "LEGION254", "LEGION267")]
    public void A_chart_of_the_right_shape_passes()
    {
        shop.Write("c/Chart.yaml", "").Write("c/templates/a.yaml", "").Write("c/crds/a.yaml", "");
        Assert.Empty(OnFolder("c"));
    }

    [Fact]
    [Spares("LEGION217", "LEGION238", "LEGION239", "LEGION240", "LEGION241", "LEGION242", "LEGION243", "LEGION249", "LEGION262", "LEGION263", "LEGION264", "LEGION266", "LEGION268", "LEGION269", "LEGION270", "LEGION276", "LEGION277")]
    public void A_chart_that_says_everything_as_it_should_be_said_has_no_findings()
    {
        const string chart = """
            apiVersion: v2
            name: whole
            version: 1.2.3-rc.1
            appVersion: "1.10"
            description: Everything
            type: application
            kubeVersion: ">=1.25.0-0"
            icon: https://example.com/i.svg
            sources: [https://example.com/whole]
            maintainers:
            - name: M
              email: m@example.com
              url: https://example.com
            dependencies:
            - { name: sub, version: 1.x, repository: "https://example.com", alias: first }
            - { name: sub, version: 1.x, repository: "https://example.com", alias: second_one }

            """;
        Assert.Empty(Lint(
            ("Chart.yaml", chart), ("values.yaml", ""), ("charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n"),
            ("crds/a.yaml", "kind: CustomResourceDefinition\napiVersion: apiextensions.k8s.io/v1\nmetadata:\n  name: as.example.com\n"),
            ("templates/a.yaml", "kind: List\napiVersion: v1\nitems:\n- kind: ConfigMap\n  apiVersion: v1\n  metadata: { name: a }\n")));
    }

    [Fact]
    [Spares("LEGION247", "LEGION278")]
    public void An_old_chart_and_a_library_that_keep_to_their_kinds_have_no_findings()
    {
        Assert.Empty(Lint(("Chart.yaml", "apiVersion: v1\nname: old\nversion: 1.0.0\nicon: https://example.com/i.svg\n"), ("values.yaml", ""),
            ("requirements.yaml", "dependencies:\n- { name: sub, version: 1.x, repository: \"https://example.com\" }\n"), ("charts/sub/Chart.yaml", "apiVersion: v1\nname: sub\nversion: 1.0.0\n"),
            ("templates/a.yaml", "kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: a\n")));
        Assert.Empty(Lint(("Chart.yaml", "apiVersion: v2\nname: lib\nversion: 1.0.0\ntype: library\nicon: https://example.com/i.svg\n"), ("values.yaml", ""), ("templates/_a.tpl", "{{ define \"a\" }}x{{ end }}")));
    }

    [Fact]
    [Trips]
    [Spares("LEGION208")]
    public async Task More_than_Helm_loads_is_an_error_though_each_file_is_small_enough()
    {
        shop.Chart("legion");
        for (var i = 0; i < 21; i++)
        {
            using var file = File.Create(Path.Combine(shop.Root, $"helms/legion/data{i}"));
            file.SetLength(ChartFile.MaximumLength);
        }

        Assert.Empty(await shop.BuildAsync());
        Assert.Equal([ChartRules.ChartTooLarge], shop.Findings.Select(static f => f.Rule));
    }

    [Theory]
    [Trips]
    [InlineData("helms/legion/charts/readme.txt", "it is a file and no .tgz")]
    [InlineData("helms/legion/charts/sub/values.yaml", "it has no Chart.yaml")]
    [InlineData("helms/legion/charts/sub.tgz/x", "a folder whose name ends with .tgz")]
    public async Task What_is_no_chart_in_charts_is_an_error(string path, string words)
    {
        shop.Chart("legion").Write(path, "");
        Assert.Empty(await shop.BuildAsync());
        var finding = Assert.Single(shop.Findings, static f => f.Rule == ChartRules.NoSubchart);
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Spares("LEGION209", "LEGION218", "LEGION219", "LEGION220", "LEGION221", "LEGION222", "LEGION273", "LEGION275")]
    public async Task A_chart_with_subcharts_values_and_images_of_the_manifest_has_no_such_findings()
    {
        shop.Chart(new Chart("base", "helms/base") { Images = EquatableArray.Of("k8s-edi"), Values = EquatableArray.Of(new Setting("edi.image", "${image:k8s-edi}")) });
        shop.Chart(new Chart("legion", "helms/legion")
        {
            Images = EquatableArray.Of("k8s-edi"),
            Dependencies = EquatableArray.Of("base"),
            Values = EquatableArray.Of(new Setting("edi.image", "${image:k8s-edi}"), new Setting("replicas", "2")),
        });
        shop.Write("helms/legion/charts/_skipped/x", "");
        shop.Write("helms/legion/templates/pod.yaml", "image: k8s-edi\n");
        Assert.Equal(2, (await shop.BuildAsync(null, ChartWorkshop.Image("k8s-edi"))).Count);
        Assert.DoesNotContain(shop.Findings, static f => f.Rule.Severity != RuleSeverity.Info);
    }

    [Fact]
    [Trips]
    public async Task A_package_that_cannot_be_written_is_an_error_at_the_chart()
    {
        shop.Chart("legion").Write("artifacts/charts", "a file where the folder should be");
        Assert.Empty(await shop.BuildAsync());
        Assert.Equal(ChartRules.PackagingFailed, Assert.Single(shop.Findings, static f => f.Rule.Severity == RuleSeverity.Error).Rule);
    }

    [Fact]
    [Trips]
    public async Task A_value_below_a_scalar_cannot_be_set()
    {
        shop.Chart("legion", new Setting("replicas.count", "2"));
        Assert.Empty(await shop.BuildAsync());
        Assert.Contains(ChartRules.ValueBlocked, shop.Findings.Select(static f => f.Rule));
    }

    [Fact]
    [Trips]
    public async Task What_carries_a_chart_that_failed_fails_and_says_which()
    {
        shop.With(new Chart("base", "helms/nowhere"));
        shop.Chart(new Chart("legion", "helms/legion") { Images = EquatableArray.Of("k8s-edi"), Dependencies = EquatableArray.Of("base") });
        Assert.Empty(await shop.BuildAsync());
        Assert.Contains("'base'", Assert.Single(shop.Findings, static f => f.Rule == ChartRules.SubchartMissing).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    public async Task A_file_that_is_not_UTF_8_is_an_error()
    {
        shop.Chart("legion").Write("helms/legion/Chart.yaml", [.. "name: legion # "u8, 0xFF, .. "\n"u8]);
        Assert.Empty(await shop.BuildAsync());
        Assert.Contains("byte 15", Assert.Single(shop.Findings, static f => f.Rule == ChartRules.NotUtf8).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    public async Task A_value_that_nothing_reads_is_stamped_and_warned_of()
    {
        shop.Chart("legion", new Setting("nobody.reads", "x"));
        Assert.Single(await shop.BuildAsync());
        Assert.Contains(ChartRules.ValueUnused, shop.Findings.Select(static f => f.Rule));
    }

    [Fact]
    [Trips]
    [Spares("LEGION225")]
    public void A_file_that_grows_between_listing_and_reading_is_an_error()
    {
        shop.Chart("legion");
        var findings = new List<BuildDiagnostic>();
        var members = ChartFolder.List(Path.Combine(shop.Root, "helms/legion"), shop.Root, findings.Add);
        ChartFolder.Read(members, findings.Add);
        Assert.Empty(findings);
        File.AppendAllText(Path.Combine(shop.Root, "helms/legion/values.yaml"), "more: 1\n");
        ChartFolder.Read(members, findings.Add);
        Assert.Equal(ChartRules.FileChanged, Assert.Single(findings).Rule);
    }

    [Theory]
    [Trips]
    [Spares("LEGION244")]
    [InlineData("", 1)]
    [InlineData("icon: https://example.com/i.svg\n", 0)]
    public void An_icon_is_recommended(string icon, int findings)
    {
        var found = Lint(("Chart.yaml", "apiVersion: v2\nname: a\nversion: 1.0.0\n" + icon), ("values.yaml", ""), ("templates/_a.tpl", ""));
        Assert.Equal(findings, found.Count(static f => f.Rule == ChartRules.IconMissing));
    }

    [Theory]
    [Spares("LEGION273")]
    [InlineData("docker.io/library/redis:8")]
    [InlineData("localhost:5000/redis")]
    public async Task An_image_made_elsewhere_is_named_by_its_whole_reference(string reference)
    {
        shop.Chart("legion").Write("helms/legion/values.yaml", "imagesRegistry: x\nreplicas: 1\ncache:\n  image: " + reference + "\n");
        Assert.Single(await shop.BuildAsync());
        Assert.DoesNotContain(shop.Findings, static f => f.Rule == ChartRules.ForeignImage);
    }

    [Theory]
    [Trips]
    [InlineData("edi:\n  image: hub.example.com/k8s-edy\n", "did you mean 'k8s-edi'")]
    [InlineData("edi:\n  image:\n    repository: redis\n", "'redis' is no image")]
    [InlineData("edi:\n  image: k8s-edi:0.9.0\n", "this build tags it '1.1.0-dev.1'")]
    public async Task An_image_of_the_values_that_no_one_builds_is_reported(string values, string words)
    {
        shop.Chart("legion").Write("helms/legion/values.yaml", "imagesRegistry: x\nreplicas: 1\n" + values);
        Assert.Single(await shop.BuildAsync());
        Assert.Contains(words, Assert.Single(shop.Findings, static f => f.Rule == ChartRules.ForeignImage).Message, StringComparison.Ordinal);
    }

    [Theory]
    [Trips]
    [Spares("LEGION274")]
    [InlineData("1.1.0+b.5", 1)]
    [InlineData("1.1.0", 0)]
    public async Task AppVersion_as_a_tag_is_reported_where_the_two_differ(string version, int findings)
    {
        shop.Version = version;
        shop.Chart("legion").Write("helms/legion/templates/pod.yaml", "image: k8s-edi:{{ .Chart.AppVersion }}\n");
        Assert.Single(await shop.BuildAsync());
        Assert.Equal(findings, shop.Findings.Count(static f => f.Rule == ChartRules.AppVersionNoTag));
    }

    [Fact]
    [Trips]
    public async Task A_chart_that_pins_what_it_does_not_list_is_reported()
    {
        shop.Chart("legion", new Setting("edi.image", "${image:k8s-edge}"));
        await shop.BuildAsync(null, ChartWorkshop.Image("k8s-edge"));
        Assert.Contains("'k8s-edge'", Assert.Single(shop.Findings, static f => f.Rule == ChartRules.ImageUndeclared).Message, StringComparison.Ordinal);
    }

    [Theory]
    [Trips]
    [Spares("LEGION285")]
    [InlineData("other", 1)]
    [InlineData("sub", 0)]
    public async Task A_repository_that_hands_out_another_chart_is_not_followed(string packaged, int findings)
    {
        using var repository = new FakeChartRepository();
        using var other = new ChartWorkshop("sub") { Version = "1.0.0" };
        var package = await File.ReadAllBytesAsync(Path.Combine(other.Root, "artifacts", Assert.Single(await other.Chart(packaged).BuildAsync()).Files[0].Path));
        repository.Files["sub-1.0.0.tgz"] = package;
        var index = new ChartIndexEditor([], "index.yaml", static f => Assert.Fail(f.Message));
        index.Add(new(new ChartMetadata { ApiVersion = "v2", Name = "sub", Version = "1.0.0" }, ["sub-1.0.0.tgz"], Convert.ToHexStringLower(SHA256.HashData(package)), OciChart.NoTime));
        repository.Files["index.yaml"] = index.Content.ToArray();
        shop.Chart("legion").Write("helms/legion/Chart.yaml", $"apiVersion: v2\nname: legion\nversion: 0.1.0\ndependencies:\n- name: sub\n  version: 1.0.0\n  repository: \"{repository.Url}\"\n");
        Assert.Equal(1 - findings, (await shop.BuildAsync()).Count);
        Assert.Equal(findings, shop.Findings.Count(static f => f.Rule == ChartRules.DependencyName));
    }

    [Theory]
    [Trips]
    [Spares("LEGION291", "LEGION293")]
    [InlineData("apiVersion: v1\nentries:\n  a:\n  - name: a\n", 1)]
    [InlineData("apiVersion: v1\nentries:\n  a:\n  - name: a\n    version: 0.9.0\n", 0)]
    public void An_entry_without_a_version_is_kept_and_reported(string index, int findings)
    {
        var found = new List<BuildDiagnostic>();
        var editor = new ChartIndexEditor(Encoding.UTF8.GetBytes(index), "index.yaml", found.Add);
        Assert.Equal(ChartIndexChange.Added, editor.Add(new(new ChartMetadata { ApiVersion = "v2", Name = "a", Version = "1.0.0" }, ["a-1.0.0.tgz"], "dddd", OciChart.NoTime)));
        Assert.Equal(findings, found.Count(static f => f.Rule == ChartRules.IndexEntryBroken));
        Assert.Equal(findings, found.Count);
    }

    private static List<BuildDiagnostic> Lint(params (string Path, string Text)[] files)
    {
        var found = new List<BuildDiagnostic>();
        var chart = ChartLoader.Load([.. files.Select(static f => new ChartFile(f.Path, Encoding.UTF8.GetBytes(f.Text), f.Path))], "chart", found.Add)!;
        ChartLinter.Run(chart, chart, new LintScope(), found.Add);
        return found;
    }

    private IEnumerable<Rule> OnFolder(string folder)
    {
        var findings = new List<BuildDiagnostic>();
        ChartLinter.RunOnFolder(Path.Combine(shop.Root, folder), findings.Add);
        return findings.Select(static f => f.Rule);
    }
}
