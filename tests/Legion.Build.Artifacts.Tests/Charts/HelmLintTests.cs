using Legion.Build.Artifacts.Charts;
using Legion.Build.TestServers;

namespace Legion.Build.Artifacts.Tests.Charts;

/// <summary>The real helm's lint, where it is asked for.</summary>
public sealed class HelmLintTests : IDisposable
{
    private readonly ChartWorkshop shop = new("helm lint");

    public static TheoryData<string> Helms => ["helm", "helm3"];

    public void Dispose() => shop.Dispose();

    [Theory]
    [MemberData(nameof(Helms))]
    [Spares("LEGION279", "LEGION294")]
    public async Task The_real_helm_has_nothing_to_say_of_a_good_chart(string helm)
    {
        if (!Programs.Exist(helm)) Assert.Skip($"needs {helm}: .ci/install-engines installs it");
        Assert.Single(await Chart().BuildAsync(new() { HelmLint = helm }));
        Assert.Empty(shop.Findings);
        Assert.Empty(Directory.GetFiles(Path.Combine(shop.Root, "obj"), "*.tgz", SearchOption.AllDirectories));
    }

    [Theory]
    [MemberData(nameof(Helms))]
    [Trips]
    public async Task What_only_rendering_shows_is_an_error_at_its_line_and_the_earlier_package_stays(string helm)
    {
        if (!Programs.Exist(helm)) Assert.Skip($"needs {helm}: .ci/install-engines installs it");
        Assert.Single(await Chart().BuildAsync(new() { HelmLint = helm }));
        var before = await File.ReadAllBytesAsync(Path.Combine(shop.Packages, "legion-1.1.0-dev.1.tgz"));
        shop.Write("helms/legion/templates/broken.yaml", "kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: {{ index (list 1) 3 }}\n");

        Assert.Empty(await shop.BuildAsync(new() { HelmLint = helm }));

        var finding = Assert.Single(shop.Findings);
        Assert.Equal(ChartRules.HelmLintError, finding.Rule);
        Assert.Contains("out of range", finding.Message, StringComparison.Ordinal);
        Assert.Equal(Path.Combine(shop.Root, "helms/legion/templates/broken.yaml"), finding.Location.Path);
        Assert.Equal(3, finding.Location.Span.StartLine);
        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(shop.Packages, "legion-1.1.0-dev.1.tgz")));
        Assert.Single(await shop.BuildAsync());
    }

    [Fact]
    [Trips]
    public async Task An_absent_helm_is_said_when_it_was_asked_for()
    {
        Chart();
        Assert.Single(await shop.BuildAsync(new() { HelmLint = "/nowhere/helm" }));
        Assert.Contains(shop.Findings, static f => f.Rule == ChartRules.HelmLint && f.Message.Contains("/nowhere/helm", StringComparison.Ordinal));
    }

    [Fact]
    [Trips]
    public async Task Warnings_and_errors_are_told_apart_and_what_goes_on_over_lines_is_one_finding()
    {
        StandIn("echo \"==> Linting $2\"\necho '[INFO] Chart.yaml: icon is recommended'\necho '[ERROR] templates/: legion/templates/edi.yaml:7:3'\necho '  executing it'\necho '[WARNING] values.yaml: odd on line 2'\nexit 1\n");
        Assert.Empty(await Chart().BuildAsync(new() { HelmLint = Path.Combine(shop.Root, "helm") }));
        Assert.Equal(
            [(ChartRules.HelmLintError, "helm lint: [ERROR] templates/: legion/templates/edi.yaml:7:3 executing it", "edi.yaml", 6), (ChartRules.HelmLint, "helm lint: [WARNING] values.yaml: odd on line 2", "values.yaml", 1)],
            shop.Findings.Select(static f => (f.Rule, f.Message, Path.GetFileName(f.Location.Path), f.Location.Span.StartLine)));
    }

    [Fact]
    [Trips]
    public async Task A_helm_that_cannot_begin_is_quoted()
    {
        StandIn("echo 'no configuration' >&2\nexit 1\n");
        Assert.Empty(await Chart().BuildAsync(new() { HelmLint = Path.Combine(shop.Root, "helm") }));
        Assert.Equal("helm lint: no configuration", Assert.Single(shop.Findings, static f => f.Rule == ChartRules.HelmLintError).Message);
    }

    private ChartWorkshop Chart() => shop.Chart("legion").Write("helms/legion/values.yaml", "imagesRegistry: x\nreplicas: 1\nedi:\n  image: k8s-edi\n");

    private void StandIn(string script)
    {
        Scripts.Write(Path.Combine(shop.Root, "helm"), "#!/bin/sh\n" + script);
    }
}
