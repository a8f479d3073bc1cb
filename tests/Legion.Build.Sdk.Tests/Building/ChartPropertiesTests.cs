using System.Text.Json;
using Legion.Build.Sdk.Tests.Running;
using Legion.Build.TestServers;

namespace Legion.Build.Sdk.Tests.Building;

/// <summary>What a project may say of its charts, through the real build.</summary>
public sealed class ChartPropertiesTests(PackedSdk sdk) : IDisposable
{
    private readonly Workspace work = new(sdk);
    private readonly GpgHome gpg = new();

    public void Dispose()
    {
        gpg.Dispose();
        work.Dispose();
    }

    [Fact]
    public void Findings_of_charts_stand_beside_the_record_as_SARIF_unless_they_are_not_wanted()
    {
        work.WritePlatform();
        work.Write("chart/values.yaml", "image: none\nimage: twice\n");
        work.Dotnet("build", "--nologo").Succeeded();
        using (var log = JsonDocument.Parse(File.ReadAllText(work["artifacts/charts.sarif"])))
        {
            var run = log.RootElement.GetProperty("runs")[0];
            var result = run.GetProperty("results").EnumerateArray().Single(static r => r.GetProperty("ruleId").GetString() == "LEGION271");
            var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
            Assert.Equal("chart/values.yaml", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
            Assert.Equal(2, place.GetProperty("region").GetProperty("startLine").GetInt32());
        }

        work.Dotnet("clean", "--nologo").Succeeded();
        Assert.False(File.Exists(work["artifacts/charts.sarif"]));
        work.Dotnet("build", "--nologo", "-p:LegionChartsSarif=false").Succeeded();
        Assert.False(File.Exists(work["artifacts/charts.sarif"]));
    }

    [Fact]
    [Trips]
    public void The_real_helm_lints_when_it_is_asked_to()
    {
        var helm = Run.Tool("helm", "helm (.ci/install-engines)");
        work.WritePlatform();
        Assert.DoesNotContain("helm lint", work.Dotnet("build", "--nologo", "-p:LegionHelmLint=true").Succeeded().Output, StringComparison.Ordinal);
        work.Write("chart/templates/broken.yaml", "apiVersion: v1\nkind: Secret\nmetadata:\n  name: {{ index (list 1) 3 }}\n");
        work.Dotnet("build", "--nologo", "--no-restore").Succeeded();
        var error = Assert.Single(work.Dotnet("build", "--nologo", "--no-restore", "-p:LegionHelmLint=" + helm).Failed().Lines("error LEGION294:"));
        Assert.Contains("broken.yaml(4,1", error, StringComparison.Ordinal);
        Assert.Contains("out of range", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_key_signs_the_package_and_helm_verifies_it()
    {
        var helm = Run.Tool("helm", "helm (.ci/install-engines)");
        gpg.MakeKey("Acme <charts@example.com>", "rsa2048");
        work.WritePlatform();
        var home = new Dictionary<string, string?> { ["GNUPGHOME"] = gpg.Folder };
        work.DotnetWith(home, "build", "--nologo", "-p:LegionChartSigningKey=charts@example.com").Succeeded();
        var keyring = Path.Combine(gpg.Folder, "public.gpg");
        gpg.Run("--export", "--output", keyring);
        Assert.Contains("Signed by: Acme", Run.Program(work.Root, helm, ["verify", "--keyring", keyring, "artifacts/charts/acme-1.2.3-dev.4.tgz"]).Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("acme-1.2.3-dev.4.tgz.prov", File.ReadAllText(work["artifacts/distributions.json"]), StringComparison.Ordinal);

        var missing = work.DotnetWith(home, "build", "--nologo", "--no-restore", "-p:LegionChartSigningKey=nobody@example.com", "-p:LegionGpgPath=tools/gpg").Failed();
        Assert.Contains(work["tools/gpg"], Assert.Single(missing.Lines("error LEGION286:")), StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    public void Dependencies_are_built_from_a_folder_a_lock_is_kept_and_other_words_are_refused()
    {
        work.WritePlatform();
        work.Write("sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 0.3.7\n");
        work.Write("chart/Chart.yaml", "apiVersion: v2\nname: acme\nversion: 0.0.0\ndependencies:\n- name: sub\n  version: ^0.3.0\n  repository: file://../sub\n");
        work.Dotnet("build", "--nologo").Succeeded();
        var files = Run.Program(work.Root, Run.Tool("tar", "tar"), ["tzf", "artifacts/charts/acme-1.2.3-dev.4.tgz"]).Succeeded().Output;
        Assert.Contains("acme/charts/sub/Chart.yaml", files, StringComparison.Ordinal);

        work.Write("chart/Chart.yaml", "apiVersion: v2\nname: acme\nversion: 0.0.0\ndependencies:\n- name: sub\n  version: ^0.4.0\n  repository: file://../sub\n");
        Assert.Contains("Chart.yaml(5,", Assert.Single(work.Dotnet("build", "--nologo", "--no-restore").Failed().Lines("error LEGION281:")), StringComparison.Ordinal);
        Assert.Single(work.Dotnet("build", "--nologo", "--no-restore", "-p:LegionChartDependencies=OFF").Succeeded().Lines("warning LEGION265:"));
        var wrong = Assert.Single(work.Dotnet("build", "--nologo", "--no-restore", "-p:LegionChartDependencies=newest").Failed().Lines("error LEGION910:"));
        Assert.Contains("'locked', 'update' or 'off'", wrong, StringComparison.Ordinal);
        Assert.Contains("platform.csproj", wrong, StringComparison.Ordinal);
    }
}
