using Legion.Build.Artifacts.Charts;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Reading;
using Legion.Build.Manifest.Versions;

namespace Legion.Build.Artifacts.Tests.Charts;

public sealed class SampleChartsTests
{
    [Fact]
    public async Task The_samples_charts_are_made_without_an_error_or_a_warning()
    {
        var sample = Path.Combine(RepositoryRoot(), "samples", "legion");
        var manifestPath = Path.Combine(sample, "distributions.yaml");
        var reading = ManifestReader.Read(await File.ReadAllTextAsync(manifestPath), manifestPath);
        using var shop = new ChartWorkshop();
        var context = shop.Context with
        {
            Manifest = reading.Manifest!,
            Sources = reading.Sources,
            Root = sample,
            Version = new VersionDialects("1.1.0-dev.1", "1.1.0.dev1", "1.1.0-dev.1"),
            Channel = reading.Manifest!.Channels[^1],
        };

        var charts = await ChartStation.BuildAsync(context, new(), [.. reading.Manifest.Images.Select(static i => ChartWorkshop.Image(i.Name))], CancellationToken.None);

        Assert.Equal([], shop.Findings.Where(static f => f.Rule.Severity != RuleSeverity.Info).Select(static f => $"{f.Location}: {f.Rule.Id} {f.Message}"));
        Assert.Equal(["legion-crds", "legion"], charts.Select(static c => c.Name));
        Assert.Contains("nexus-local.cc.epm.kharlamov.biz:443/legion/k8s-edi@sha256:aaaa", shop.Member(charts[1], "legion/values.yaml"), StringComparison.Ordinal);
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Legion.Build.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
