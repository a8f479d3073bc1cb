using System.Text.RegularExpressions;
using Legion.Build.Sdk.Tests.Running;

namespace Legion.Build.Sdk.Tests.Mistakes;

/// <summary>Bad input: a located error, a failing exit code, and every earlier output as it was.</summary>
public sealed partial class MistakeTests(BuiltPlatform platform) : IClassFixture<BuiltPlatform>
{
    private Workspace Work => platform.Work;

    [Theory]
    [Trips]
    [InlineData("an unknown key", "product: Acme", "product: Acme\nproducer: me", "LEGION011", 3, "producer")]
    [InlineData("a duplicate name", "  web:\n", "  web: { dockerfile: web }\n  web:\n", "LEGION012", null, "web")]
    [InlineData("a YAML syntax error", "charts:\n", "charts: [\n", "LEGION001", null, "YAML")]
    [InlineData("a missing Dockerfile", "web/Dockerfile", "web/Dockerfil", "LEGION170", 20, "did you mean 'web/Dockerfile'")]
    [InlineData("a missing chart folder", "path: chart", "path: chartt", "LEGION170", 15, "did you mean 'chart'")]
    [InlineData("an unknown repository", "images: { release: hub,", "images: { release: hubb,", "LEGION031", 11, "hub")]
    [InlineData("an unknown channel", "images: { release: hub,", "images: { releases: hub,", "LEGION030", 11, "release")]
    [InlineData("a source outside the manifest's folder", "sources: [pages]", "sources: [../pages]", "LEGION050", 21, "../pages")]
    public void A_mistake_in_the_manifest_is_an_error_at_its_line(string what, string old, string replacement, string code, int? line, string says)
    {
        platform.First.Succeeded();
        var before = Work.Snapshot();
        try
        {
            Work.Edit("distributions.yaml", old, replacement);
            var result = Work.Dotnet("build", "--nologo", "--no-restore").Failed();
            var error = Assert.Single(result.Lines($"error {code}:"));
            var place = Located().Match(error);
            Assert.True(place.Success && error.Contains("distributions.yaml", StringComparison.Ordinal), $"{what} is not located: {error}");
            if (line is not null) Assert.Equal(line.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), place.Groups["line"].Value);
            Assert.Contains(says, error, StringComparison.Ordinal);
            Assert.Equal(before, Work.Snapshot());
        }
        finally
        {
            File.WriteAllText(Work["distributions.yaml"], platform.Manifest);
        }
    }

    [Fact]
    [Trips]
    public void An_empty_manifest_is_an_error()
    {
        platform.First.Succeeded();
        var before = Work.Snapshot();
        try
        {
            File.WriteAllText(Work["distributions.yaml"], "");
            var error = Assert.Single(Work.Dotnet("build", "--nologo", "--no-restore").Failed().Lines("error LEGION004:"));
            Assert.Contains("distributions.yaml", error, StringComparison.Ordinal);
            Assert.Equal(before, Work.Snapshot());
        }
        finally
        {
            File.WriteAllText(Work["distributions.yaml"], platform.Manifest);
        }
    }

    [Fact]
    [Trips]
    public void No_manifest_is_an_error_that_says_where_it_was_looked_for()
    {
        platform.First.Succeeded();
        var before = Work.Snapshot();
        try
        {
            File.Delete(Work["distributions.yaml"]);
            var error = Assert.Single(Work.Dotnet("build", "--nologo", "--no-restore").Failed().Lines("error LEGION901:"));
            Assert.Contains(Work["distributions.yaml"], error, StringComparison.Ordinal);
            Assert.Contains("platform.csproj", error, StringComparison.Ordinal);
            Assert.Equal(before, Work.Snapshot());
        }
        finally
        {
            File.WriteAllText(Work["distributions.yaml"], platform.Manifest);
        }
    }

    [Fact]
    public void A_chart_without_a_name_is_an_error_in_its_Chart_yaml()
    {
        platform.First.Succeeded();
        var (before, chart) = (Work.Snapshot(), File.ReadAllText(Work["chart/Chart.yaml"]));
        try
        {
            Work.Edit("chart/Chart.yaml", "name: acme\n", "");
            var result = Work.Dotnet("build", "--nologo", "--no-restore").Failed();
            Assert.Contains(result.Lines("Chart.yaml"), static l => ChartError().IsMatch(l));
            Assert.Equal(before, Work.Snapshot());
        }
        finally
        {
            File.WriteAllText(Work["chart/Chart.yaml"], chart);
        }
    }

    [Fact]
    public void RUN_without_an_engine_is_an_error_at_its_line_that_names_the_engines_that_would_do()
    {
        platform.First.Succeeded();
        var (before, dockerfile) = (Work.Snapshot(), File.ReadAllText(Work["web/Dockerfile"]));
        try
        {
            Work.Edit("web/Dockerfile", "CMD", "RUN [\"/pages/do\"]\nCMD");
            var onlyDotnet = new Dictionary<string, string?> { ["PATH"] = PathWithoutEngines() };
            var result = Work.DotnetWith(onlyDotnet, "build", "--nologo", "--no-restore").Failed();
            var error = Assert.Single(result.Lines("error LEGION3"));
            Assert.Matches(@"Dockerfile\(3,\d+(,\d+,\d+)?\)", error);
            Assert.All(["docker", "podman", "buildah"], engine => Assert.Contains(engine, error, StringComparison.OrdinalIgnoreCase));
            Assert.Equal(before, Work.Snapshot());
        }
        finally
        {
            File.WriteAllText(Work["web/Dockerfile"], dockerfile);
        }
    }

    [Fact]
    public void The_good_artifacts_still_come_out()
    {
        platform.First.Succeeded();
        Directory.Delete(Work["artifacts"], recursive: true);
        try
        {
            Work.Edit("distributions.yaml", "web/Dockerfile", "web/None");
            var result = Work.Dotnet("build", "--nologo", "--no-restore").Failed();
            Assert.Single(result.Lines("python  acme"));
            Assert.Equal(2, Directory.GetFiles(Work["artifacts/python"]).Length);
            Assert.False(Directory.Exists(Work["artifacts/charts"]) && Directory.GetFiles(Work["artifacts/charts"]).Length > 0, "a chart was packaged without the image it deploys");
        }
        finally
        {
            File.WriteAllText(Work["distributions.yaml"], platform.Manifest);
            Work.Dotnet("build", "--nologo", "--no-restore").Succeeded();
        }
    }

    [Fact]
    [Trips]
    public void An_unknown_channel_property_is_an_error_that_lists_the_channels()
    {
        platform.First.Succeeded();
        var before = Work.Snapshot();
        var error = Assert.Single(Work.Dotnet("build", "--nologo", "--no-restore", "-p:LegionChannel=Release").Failed().Lines("error LEGION902:"));
        Assert.Contains("did you mean 'release'", error, StringComparison.Ordinal);
        Assert.Contains("'development'", error, StringComparison.Ordinal);
        Assert.Equal(before, Work.Snapshot());
    }

    [Fact]
    [Trips]
    public void A_version_that_is_none_in_all_three_worlds_is_an_error()
    {
        platform.First.Succeeded();
        var before = Work.Snapshot();
        Assert.Single(Work.Dotnet("build", "--nologo", "--no-restore", "-p:Version=1.0.0-rc10").Failed().Lines("error LEGION090:"));
        Assert.Equal(before, Work.Snapshot());
    }

    [Fact]
    [Trips]
    public void Below_MSBuild_18_the_error_says_what_is_needed()
    {
        platform.First.Succeeded();
        var error = Assert.Single(Work.Dotnet("build", "--nologo", "--no-restore", "-p:LegionMSBuildVersion=17.14.8").Failed().Lines("error LEGION900:"));
        Assert.Contains("17.14.8", error, StringComparison.Ordinal);
        Assert.Contains(".NET 10 SDK", error, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\((?<line>\d+),\d+(,\d+,\d+)?\): error LEGION\d{3}: ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Located();

    [GeneratedRegex(@"Chart\.yaml(\(\d+,\d+(,\d+,\d+)?\)| )?: error LEGION2\d\d: .*name", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ChartError();

    /// <summary>A PATH with dotnet and the plainest tools on it, and no engine.</summary>
    private string PathWithoutEngines()
    {
        var folder = Path.Combine(Path.GetDirectoryName(Work.Root)!, "bin");
        Directory.CreateDirectory(folder);
        foreach (var tool in new[] { "dotnet", "sh", "bash", "uname" })
        {
            var link = Path.Combine(folder, tool);
            if (!File.Exists(link)) File.CreateSymbolicLink(link, Run.Tool(tool, tool));
        }

        return folder;
    }
}
