using System.Text;
using System.Text.Json;

using Legion.Build.Artifacts.Charts.OciForm;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Tests.Charts;

public sealed class OciChartTests : IDisposable
{
    private readonly ChartWorkshop shop = new();

    public void Dispose() => shop.Dispose();

    [Fact]
    [Spares("LEGION216")]
    public async Task A_package_becomes_config_content_and_manifest_as_Helm_pushes_them()
    {
        shop.Version = "1.2.3+build.5";
        shop.Chart("legion").Write("helms/legion/Chart.yaml", "apiVersion: v2\nname: legion\nversion: 0\ndescription: a < b\nhome: https://example.com\nsources: [https://example.com/src]\nmaintainers:\n- name: Ann\n  email: ann@example.com\n- name: Bob\nannotations:\n  org.opencontainers.image.title: not this\n  team: x\n");
        var package = await PackageAsync();

        var oci = OciChart.From(package, null, null, "legion.tgz", Fail)!;

        Assert.Equal("1.2.3_build.5", oci.Tag);
        Assert.Equal("1.2.3+build.5", OciChart.VersionOf(oci.Tag));
        Assert.Equal(
            """{"name":"legion","home":"https://example.com","sources":["https://example.com/src"],"version":"1.2.3+build.5","description":"a \u003c b","maintainers":[{"name":"Ann","email":"ann@example.com"},{"name":"Bob"}],"apiVersion":"v2","appVersion":"1.2.3+build.5","annotations":{"org.opencontainers.image.title":"not this","team":"x"}}""",
            Encoding.UTF8.GetString(oci.Config.Content.Span));
        Assert.Equal(
            $$$$"""{"schemaVersion":2,"config":{"mediaType":"application/vnd.cncf.helm.config.v1+json","digest":"{{{{oci.Config.Descriptor.Digest}}}}","size":{{{{oci.Config.Content.Length}}}}},"layers":[{"mediaType":"application/vnd.cncf.helm.chart.content.v1.tar+gzip","digest":"{{{{oci.Layers[0].Descriptor.Digest}}}}","size":{{{{package.Length}}}}}],"annotations":{"org.opencontainers.image.authors":"Ann (ann@example.com), Bob","org.opencontainers.image.created":"1970-01-01T00:00:00Z","org.opencontainers.image.description":"a \u003c b","org.opencontainers.image.source":"https://example.com/src","org.opencontainers.image.title":"legion","org.opencontainers.image.url":"https://example.com","org.opencontainers.image.version":"1.2.3+build.5","team":"x"}}""",
            Encoding.UTF8.GetString(oci.Manifest.Bytes.Span));
        Assert.Equal(oci.Manifest.Digest, OciChart.From(package, null, null, "legion.tgz", Fail)!.Manifest.Digest);
    }

    [Fact]
    public async Task A_provenance_file_is_a_second_layer_and_layers_stand_in_order_of_their_digests()
    {
        shop.Chart("legion");
        var oci = OciChart.From(await PackageAsync(), Encoding.UTF8.GetBytes("signed"), "2026-01-02T03:04:05Z", "legion.tgz", Fail)!;
        Assert.Equal(oci.Layers.Select(static l => l.Descriptor.Digest).Order(), oci.Layers.Select(static l => l.Descriptor.Digest));
        Assert.Contains(oci.Layers, static l => l.Descriptor.MediaType == "application/vnd.cncf.helm.chart.provenance.v1.prov");
        using var manifest = JsonDocument.Parse(oci.Manifest.Bytes);
        Assert.Equal("2026-01-02T03:04:05Z", manifest.RootElement.GetProperty("annotations").GetProperty("org.opencontainers.image.created").GetString());
    }

    [Fact]
    [Trips]
    public void What_is_no_chart_is_reported()
    {
        var findings = new List<BuildDiagnostic>();
        Assert.Null(OciChart.From(new byte[] { 1, 2, 3 }, null, null, "x.tgz", findings.Add));
        Assert.Equal("LEGION216", Assert.Single(findings).Rule.Id);
    }

    private static void Fail(BuildDiagnostic finding) => Assert.Fail(finding.Message);

    private async Task<byte[]> PackageAsync()
    {
        var chart = Assert.Single(await shop.BuildAsync());
        return await File.ReadAllBytesAsync(Path.Combine(shop.Root, "artifacts", chart.Files[0].Path));
    }
}
