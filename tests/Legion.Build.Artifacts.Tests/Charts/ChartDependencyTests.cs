using System.Security.Cryptography;
using System.Text;

using Legion.Build.Artifacts.Charts;
using Legion.Build.Artifacts.Charts.Dependencies;
using Legion.Build.Artifacts.Charts.Index;
using Legion.Build.Artifacts.Charts.OciForm;
using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Oci;
using Legion.Build.Oci.Registry;
using Legion.Build.TestServers;

namespace Legion.Build.Artifacts.Tests.Charts;

public sealed class ChartDependencyTests : IDisposable
{
    private readonly ChartWorkshop shop = new();
    private readonly FakeChartRepository repository = new();

    public void Dispose()
    {
        repository.Dispose();
        shop.Dispose();
    }

    [Fact]
    public void The_lock_digest_is_the_hash_of_Helms_json()
    {
        ChartDependency[] asked = [new("sub", "^1.0.0", "https://example.com/?a&b") { Tags = ["t"], Condition = "sub.enabled", Alias = "s" }];
        ChartDependency[] got = [new("sub", "1.2.0", "https://example.com/?a&b")];
        var json = """[[{"name":"sub","version":"^1.0.0","repository":"https://example.com/?a\u0026b","condition":"sub.enabled","tags":["t"],"alias":"s"}],[{"name":"sub","version":"1.2.0","repository":"https://example.com/?a\u0026b"}]]""";
        Assert.Equal("sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json))), ChartLock.DigestOf(asked, got));
        Assert.True(ChartLock.Of(asked, got).IsOf(asked, isV1: false));
        Assert.False(ChartLock.Of(asked, got).IsOf(got, isV1: false));
        Assert.True(new ChartLock(got, ChartLock.DigestOfHelm2(asked)).IsOf(asked, isV1: true));
        Assert.False(new ChartLock(got, ChartLock.DigestOfHelm2(asked)).IsOf(asked, isV1: false));
    }

    [Fact]
    public void A_lock_file_reads_back_as_it_was_written()
    {
        var written = ChartLock.Of([new("a", "*", "https://x.io")], [new("a", "1.0.0", "https://x.io")]);
        var text = written.Write("2020-01-01T00:00:00Z");
        Assert.Equal("dependencies:\n- name: a\n  repository: \"https://x.io\"\n  version: 1.0.0\ndigest: " + written.Digest + "\ngenerated: \"2020-01-01T00:00:00Z\"\n", text.Replace("repository: https://x.io", "repository: \"https://x.io\"", StringComparison.Ordinal));
        Assert.Equal(written.Digest, ChartLock.Read(new("Chart.lock", Encoding.UTF8.GetBytes(text), "Chart.lock"), static f => Assert.Fail(f.Message))!.Digest);
    }

    [Fact]
    [Spares("LEGION265", "LEGION281", "LEGION282", "LEGION284")]
    public async Task A_folder_becomes_a_subchart_and_its_changes_rebuild()
    {
        Sub("file://../sub", "~0.3.0");
        shop.Write("helms/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 0.3.7\n").Write("helms/sub/templates/a.yaml", "a: b\n");
        var chart = Assert.Single(await shop.BuildAsync());
        Assert.Equal("a: b\n", shop.Member(chart, "legion/charts/sub/templates/a.yaml"));
        Assert.DoesNotContain(shop.Findings, static f => f.Rule == ChartRules.DependencyAbsent);
        Assert.False(Assert.Single(await shop.BuildAsync()).Rebuilt);

        shop.Write("helms/sub/templates/a.yaml", "a: c\n");
        Assert.Equal("dependency ../sub/templates/a.yaml changed", Assert.Single(await shop.BuildAsync()).Reason);
    }

    [Theory]
    [Trips]
    [InlineData("file://../sub", "^1.0.0", "LEGION281")] // other version
    [InlineData("file://../none", "*", "LEGION282")]
    [InlineData("file:///etc", "*", "LEGION284")] // out of the project
    [InlineData("ftp://example.com", "*", "LEGION284")]
    [InlineData("@nobody", "*", "LEGION284")]
    [InlineData("oci://127.0.0.1:1/none", "1.0.0", "LEGION282")]
    public async Task What_cannot_be_had_is_an_error_at_the_dependency(string url, string range, string rule)
    {
        Sub(url, range);
        shop.Write("helms/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 0.3.7\n");
        Assert.Empty(await shop.BuildAsync());
        var finding = Assert.Single(shop.Findings, static f => f.Rule.Severity == RuleSeverity.Error);
        Assert.Equal(rule, finding.Rule.Id);
        Assert.Equal(4, finding.Location.Span.StartLine);
    }

    [Fact]
    [Spares("LEGION280", "LEGION281", "LEGION282", "LEGION283", "LEGION284")]
    public async Task A_range_takes_the_newest_version_that_fits_writes_the_lock_and_needs_no_network_again()
    {
        await PublishAsync("1.0.0", "1.2.0", "1.3.0-rc.1", "2.0.0");
        Sub(repository.Url, "^1.0.0");

        var chart = Assert.Single(await shop.BuildAsync());

        Assert.Contains("version: 1.2.0\n", shop.Member(chart, "legion/charts/sub/Chart.yaml"), StringComparison.Ordinal);
        Assert.Contains("  version: 1.2.0\ndigest: sha256:", shop.Member(chart, "legion/Chart.lock"), StringComparison.Ordinal);
        Assert.Equal(shop.Member(chart, "legion/Chart.lock"), await File.ReadAllTextAsync(Path.Combine(shop.Root, "helms/legion/Chart.lock")));
        var requests = repository.Requests;
        Assert.False(Assert.Single(await shop.BuildAsync()).Rebuilt);

        await PublishAsync("1.0.0", "1.2.0", "1.4.0");
        shop.Write("helms/legion/README.md", "touched");
        chart = Assert.Single(await shop.BuildAsync());
        Assert.Contains("version: 1.2.0\n", shop.Member(chart, "legion/charts/sub/Chart.yaml"), StringComparison.Ordinal); // locked
        Assert.Equal(requests, repository.Requests);

        chart = Assert.Single(await shop.BuildAsync(new() { Dependencies = DependencyMode.Update }));
        Assert.Contains("version: 1.4.0\n", shop.Member(chart, "legion/charts/sub/Chart.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    public async Task A_lock_that_is_not_of_these_dependencies_is_an_error()
    {
        await PublishAsync("1.0.0");
        Sub(repository.Url, "^1.0.0");
        await shop.BuildAsync();
        Sub(repository.Url, "~1.0.0");
        Assert.Empty(await shop.BuildAsync());
        Assert.Equal(ChartRules.LockOutOfSync, Assert.Single(shop.Findings, static f => f.Rule.Severity == RuleSeverity.Error).Rule);
    }

    [Fact]
    [Trips]
    public async Task Bytes_other_than_the_index_promises_are_not_used()
    {
        await PublishAsync("1.0.0");
        repository.Files["sub-1.0.0.tgz"][^1] ^= 1;
        Sub(repository.Url, "1.0.0");
        Assert.Empty(await shop.BuildAsync());
        Assert.Contains(shop.Findings, static f => f.Rule == ChartRules.DependencyDigest);
        Assert.False(File.Exists(Path.Combine(shop.Root, "helms/legion/Chart.lock")));
    }

    [Fact]
    public async Task A_Helm_2_chart_gets_its_requirements_and_a_requirements_lock()
    {
        await PublishAsync("1.0.0");
        shop.Chart("legion").Write("helms/legion/Chart.yaml", "apiVersion: v1\nname: legion\nversion: 0.1.0\n");
        shop.Write("helms/legion/requirements.yaml", $"dependencies:\n- name: sub\n  version: \">=0.1\"\n  repository: {repository.Url}\n  alias: other\n");
        var chart = Assert.Single(await shop.BuildAsync());
        Assert.Equal(
            ["legion/Chart.yaml", "legion/values.yaml", "legion/templates/edi.yaml", "legion/requirements.lock", "legion/requirements.yaml", "legion/charts/sub/Chart.yaml", "legion/charts/sub/values.yaml", "legion/charts/sub/templates/edi.yaml"],
            shop.Unpack(chart).Select(static m => m.Name));
    }

    [Fact]
    public async Task A_registry_gives_dependencies_by_tag()
    {
        await using var server = await RegistryServer.StartAsync();
        var address = server.Host;
        using (var client = new RegistryClient(new RegistryClientOptions { PlainHttp = true }))
        {
            foreach (var version in new[] { "1.0.0", "1.1.0+b" })
            {
                var oci = OciChart.From(await PackageAsync(version), null, null, "sub.tgz", static f => Assert.Fail(f.Message))!;
                var target = client.ToWrite(Reference.Parse(address + "/charts/sub"));
                foreach (var blob in oci.Layers.Append(oci.Config)) await target.WriteBlobAsync(blob.Descriptor, _ => new(new MemoryStream(blob.Content.ToArray())), null, null, CancellationToken.None);
                await target.WriteManifestAsync(oci.Manifest, oci.Tag, CancellationToken.None);
            }
        }

        Sub("oci://" + address + "/charts", "^1.0.0");
        var chart = Assert.Single(await shop.BuildAsync());
        Assert.Contains("version: 1.1.0+b\n", shop.Member(chart, "legion/charts/sub/Chart.yaml"), StringComparison.Ordinal);
    }

    private void Sub(string url, string range) => shop.Chart("legion").Write(
        "helms/legion/Chart.yaml", $"apiVersion: v2\nname: legion\nversion: 0.1.0\ndependencies:\n- name: sub\n  version: \"{range}\"\n  repository: \"{url}\"\n");

    private static async Task<byte[]> PackageAsync(string version)
    {
        using var other = new ChartWorkshop("sub") { Version = version };
        var chart = Assert.Single(await other.Chart("sub").BuildAsync());
        return await File.ReadAllBytesAsync(Path.Combine(other.Root, "artifacts", chart.Files[0].Path));
    }

    private async Task PublishAsync(params string[] versions)
    {
        var index = new ChartIndexEditor([], "index.yaml", static f => Assert.Fail(f.Message));
        foreach (var version in versions)
        {
            var package = await PackageAsync(version);
            repository.Files[$"sub-{version}.tgz"] = package;
            index.Add(new(new ChartMetadata { ApiVersion = "v2", Name = "sub", Version = version }, [$"sub-{version}.tgz"], Convert.ToHexStringLower(SHA256.HashData(package)), OciChart.NoTime));
        }

        repository.Files["index.yaml"] = index.Content.ToArray();
    }
}
