using System.Globalization;
using Legion.Build.Sdk.Tests.Running;

namespace Legion.Build.Sdk.Tests.Building;

/// <summary>What a second build does: nothing, or only what depends on what changed.</summary>
public sealed class RebuildTests(PackedSdk sdk) : IDisposable
{
    private readonly Workspace work = new(sdk);

    public void Dispose() => work.Dispose();

    [Fact]
    public void A_second_build_with_nothing_changed_writes_nothing_and_says_so()
    {
        work.WritePlatform();
        work.Dotnet("build", "--nologo").Succeeded();
        var before = Times();
        var second = work.Dotnet("build", "--nologo", "--no-restore").Succeeded();
        Assert.Contains("Nothing changed: 1 chart, 1 image, 1 Python package up to date.", second.Output, StringComparison.Ordinal);
        Assert.Equal(before, Times());
    }

    [Fact]
    public void A_build_that_found_nothing_to_do_is_remembered_until_anything_below_the_manifest_or_of_the_outputs_or_the_properties_is_another()
    {
        work.WritePlatform();
        work.Dotnet("build", "--nologo").Succeeded();
        Assert.False(Recalled());
        // Files a moment old could change once more within the clock's grain, so they are looked into twice.
        Assert.True(Recalled() || Recalled());
        var said = work.Dotnet("build", "--nologo", "--no-restore").Succeeded();
        Assert.Contains("Nothing changed: 1 chart, 1 image, 1 Python package up to date.", said.Output, StringComparison.Ordinal);
        var items = work.Dotnet("build", "--nologo", "--no-restore", "-getItem:LegionArtifactFile,LegionImage", "-t:Build").Succeeded().Output;
        Assert.Contains("acme-1.2.3-dev.4.tgz", items, StringComparison.Ordinal);
        Assert.Contains("web/Dockerfile", items, StringComparison.Ordinal);

        Assert.False(Recalled("-p:LegionChannel=release", "-p:Version=1.2.3"));
        Assert.False(Recalled());
        Action[] changes =
        [
            () => work.Write("pages/more.html", "<p>more</p>"),
            () => File.Delete(work["pages/more.html"]),
            () => work.Write("web/Dockerfile.dockerignore", "*.tmp"),
            () => File.SetLastWriteTimeUtc(work["pages/index.html"], DateTime.UnixEpoch),
            () => File.Delete(Directory.GetFiles(work["artifacts/python"])[0]),
            () => File.Delete(work["artifacts/report.html"]),
        ];
        foreach (var change in changes)
        {
            for (var i = 0; i < 4 && !Recalled(); i++) continue;
            Assert.True(Recalled());
            change();
            Assert.False(Recalled());
        }

        Assert.True(File.Exists(work["artifacts/report.html"]));
        Assert.Equal(2, Directory.GetFiles(work["artifacts/python"]).Length);
    }

    [Fact]
    public void A_build_with_a_warning_is_not_remembered_and_warns_again()
    {
        work.WritePlatform();
        work.Write("chart/values.yaml", "image: none\nimage: none");
        work.Dotnet("build", "--nologo").Succeeded();
        for (var i = 0; i < 3; i++) Assert.Contains("warning LEGION", work.Dotnet("build", "--nologo", "--no-restore").Succeeded().Output, StringComparison.Ordinal);
        Assert.False(File.Exists(work["obj/legion/standing.txt"]));
    }

    [Fact]
    public void A_changed_page_rebuilds_the_image_that_has_it_and_the_chart_that_deploys_it_and_nothing_else()
    {
        work.WritePlatform();
        work.Dotnet("build", "--nologo").Succeeded();
        work.Write("pages/index.html", "<p>changed</p>");
        var second = work.Dotnet("build", "--nologo", "--no-restore").Succeeded();
        Assert.DoesNotContain("unchanged", Assert.Single(second.Lines("image   web")), StringComparison.Ordinal);
        Assert.DoesNotContain("unchanged", Assert.Single(second.Lines("chart   acme")), StringComparison.Ordinal);
        Assert.Contains("unchanged", Assert.Single(second.Lines("python  acme")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_module_rebuilds_the_package_alone()
    {
        work.WritePlatform();
        work.Dotnet("build", "--nologo").Succeeded();
        work.Write("package/acme/more.py", "x = 1");
        var second = work.Dotnet("build", "--nologo", "--no-restore").Succeeded();
        Assert.Contains("unchanged", Assert.Single(second.Lines("image   web")), StringComparison.Ordinal);
        Assert.Contains("unchanged", Assert.Single(second.Lines("chart   acme")), StringComparison.Ordinal);
        Assert.DoesNotContain("unchanged", Assert.Single(second.Lines("python  acme")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_version_leaves_no_file_of_the_old_one()
    {
        work.WritePlatform();
        work.Dotnet("build", "--nologo").Succeeded();
        work.Dotnet("build", "--nologo", "-p:Version=2.0.0").Succeeded();
        Assert.Equal(["acme-2.0.0.tgz"], Directory.GetFiles(work["artifacts/charts"]).Select(Path.GetFileName));
        Assert.Equal(2, Directory.GetFiles(work["artifacts/python"]).Length);
    }

    [Fact]
    public void No_incremental_builds_everything_again_to_the_same_bytes()
    {
        work.WritePlatform();
        work.Dotnet("build", "--nologo").Succeeded();
        var before = work.Snapshot();
        var again = work.Dotnet("build", "--nologo", "--no-restore", "--no-incremental").Succeeded();
        Assert.DoesNotContain("Nothing changed", again.Output, StringComparison.Ordinal);
        Assert.Equal(before, work.Snapshot());
    }

    [Fact]
    public void Clean_removes_what_was_made_and_nothing_else()
    {
        work.WritePlatform();
        work.Dotnet("build", "--nologo").Succeeded();
        work.Write("artifacts/mine.txt", "mine");
        work.Write("artifacts/charts/mine.txt", "mine");
        var sources = Workspace.SnapshotOf(work["pages"]);
        work.Dotnet("clean", "--nologo").Succeeded();
        Assert.False(File.Exists(work["artifacts/report.html"]));
        Assert.Equal(["charts/mine.txt", "mine.txt"], work.Snapshot().Keys.Order(StringComparer.Ordinal));
        Assert.False(Directory.Exists(work["artifacts/images"]));
        Assert.False(Directory.Exists(work["obj/legion"]));
        Assert.Equal(sources, Workspace.SnapshotOf(work["pages"]));
        File.Delete(work["artifacts/mine.txt"]);
        File.Delete(work["artifacts/charts/mine.txt"]);
        work.Dotnet("build", "--nologo").Succeeded();
        work.Dotnet("clean", "--nologo").Succeeded();
        Assert.False(Directory.Exists(work["artifacts/charts"]));
    }

    [Fact]
    public void A_design_time_build_makes_no_artifact()
    {
        work.WritePlatform();
        work.Dotnet("restore").Succeeded();
        work.Dotnet("msbuild", "-nologo", "-t:ResolveReferences;Compile;LegionArtifacts", "-p:DesignTimeBuild=true", "-p:BuildingProject=false", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true").Succeeded();
        Assert.False(Directory.Exists(work["artifacts"]));
    }

    private bool Recalled(params string[] arguments) =>
        work.Dotnet(["build", "--nologo", "--no-restore", "-t:Build", "-getProperty:_LegionUnchanged", .. arguments]).Succeeded().Output.Contains("rue", StringComparison.Ordinal);

    private Dictionary<string, string> Times() => Directory.EnumerateFiles(work["artifacts"], "*", SearchOption.AllDirectories)
        .ToDictionary(static f => f, static f => File.GetLastWriteTimeUtc(f).Ticks.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
