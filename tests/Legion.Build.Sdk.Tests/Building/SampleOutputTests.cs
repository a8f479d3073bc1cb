using System.Text.Json;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;
using Legion.Build.Sdk.Tests.Running;

namespace Legion.Build.Sdk.Tests.Building;

/// <summary>Issue's second point: outside witnesses look at what the sample's build made.</summary>
public sealed class SampleOutputTests(BuiltSample sample) : IClassFixture<BuiltSample>
{
    private Workspace Work => sample.Work;

    [Fact]
    public void The_build_succeeds_and_shows_a_row_for_each_of_the_eleven_artifacts()
    {
        sample.First.Succeeded();
        Assert.Single(sample.First.Lines("KIND"));
        Assert.Equal(2, sample.First.Lines("chart   ").Count);
        Assert.Equal(8, sample.First.Lines("image   ").Count);
        Assert.Single(sample.First.Lines("python  "), static l => l.Contains("sha256:", StringComparison.Ordinal));
        Assert.Contains("first build", sample.First.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_outputs_are_two_charts_one_layout_a_wheel_an_sdist_and_the_record()
    {
        sample.First.Succeeded();
        Assert.Equal(["legion-1.1.0-dev.1.tgz", "legion-crds-1.1.0-dev.1.tgz"], Names("artifacts/charts"));
        Assert.Equal(2, Names("artifacts/python").Count);
        Assert.Single(Directory.GetFiles(Work["artifacts/python"], "*.whl"));
        Assert.Single(Directory.GetFiles(Work["artifacts/python"], "*.tar.gz"));
        Assert.True(File.Exists(Work["artifacts/images/oci-layout"]));
        Assert.Equal(11, Record().Artifacts.Count);
    }

    [Fact]
    public void The_record_names_no_path_of_this_machine_and_sha256sum_agrees_with_every_line_of_it()
    {
        sample.First.Succeeded();
        var text = File.ReadAllText(Work["artifacts/distributions.json"]);
        Assert.DoesNotContain(Work.Root, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetTempPath(), text, StringComparison.Ordinal);
        var files = Record().Artifacts.SelectMany(static a => a.Files).Distinct().ToList();
        Assert.True(files.Count > 20);
        var sums = Path.Combine(Path.GetDirectoryName(Work.Root)!, "SHA256SUMS");
        File.WriteAllLines(sums, files.Select(static f => $"{f.Sha256}  {f.Path}"));
        Run.Program(Work["artifacts"], Run.Tool("sha256sum", "coreutils"), ["--check", "--strict", "--quiet", sums]).Succeeded();
        Assert.All(files, f => Assert.Equal(new FileInfo(Path.Combine(Work["artifacts"], f.Path)).Length, f.Size));
    }

    [Fact]
    public void The_report_says_how_long_each_artifact_took_and_the_summary_has_a_row_for_each()
    {
        sample.First.Succeeded();
        var report = File.ReadAllText(Work["artifacts/report.html"]);
        Assert.Equal(11, report.Split("data-label=\"time\">").Skip(1).Count(static cell => cell.Split("</td>")[0] is var time && (time.EndsWith(" ms", StringComparison.Ordinal) || time.EndsWith(" s", StringComparison.Ordinal))));
        Assert.Equal(11, File.ReadLines(Work["artifacts/summary.md"]).Count(static l => l.StartsWith("| chart ", StringComparison.Ordinal) || l.StartsWith("| image ", StringComparison.Ordinal) || l.StartsWith("| python ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Skopeo_inspects_every_image_by_its_name_and_finds_the_digest_of_the_record()
    {
        sample.First.Succeeded();
        var skopeo = Run.Tool("skopeo", "skopeo");
        foreach (var name in BuiltSample.Images)
        {
            var result = Run.Program(Work["artifacts"], skopeo, ["inspect", $"oci:images:{name}"]).Succeeded();
            var digest = JsonDocument.Parse(result.Output).RootElement.GetProperty("Digest").GetString();
            Assert.Equal(Record().Artifacts.Single(a => a.Kind == ArtifactKind.Image && a.Name == name).Digest, digest);
        }
    }

    [Fact]
    public void Umoci_unpacks_every_image()
    {
        sample.First.Succeeded();
        var umoci = Run.Tool("umoci", "umoci");
        foreach (var name in BuiltSample.Images)
        {
            var bundle = Path.Combine(Path.GetDirectoryName(Work.Root)!, "unpacked-" + name);
            Run.Program(Work["artifacts"], umoci, ["unpack", "--rootless", "--image", $"images:{name}", bundle]).Succeeded();
            Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(bundle, "rootfs"), "*", SearchOption.AllDirectories));
        }
    }

    [Fact]
    public void Tar_lists_both_charts_with_everything_below_the_charts_name()
    {
        sample.First.Succeeded();
        foreach (var name in new[] { "legion", "legion-crds" })
        {
            var result = Run.Program(Work["artifacts/charts"], Run.Tool("tar", "tar"), ["tzf", $"{name}-1.1.0-dev.1.tgz"]).Succeeded();
            var files = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Contains(name + "/Chart.yaml", files);
            Assert.All(files, f => Assert.StartsWith(name + "/", f, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Charts_carry_the_digests_of_the_images_just_made()
    {
        sample.First.Succeeded();
        var values = Run.Program(Work["artifacts/charts"], Run.Tool("tar", "tar"), ["xzOf", "legion-1.1.0-dev.1.tgz", "legion/values.yaml"]).Succeeded().Output;
        var edi = Record().Artifacts.Single(static a => a.Name == "k8s-edi").Digest;
        Assert.Contains("nexus-local.cc.epm.kharlamov.biz:443/legion/k8s-edi", values, StringComparison.Ordinal);
        Assert.Contains(edi, values, StringComparison.Ordinal);
    }

    [Fact]
    public void Pip_installs_the_wheel_without_network_and_its_command_runs()
    {
        sample.First.Succeeded();
        var venv = Path.Combine(Path.GetDirectoryName(Work.Root)!, "venv");
        if (!File.Exists("/usr/bin/python3")) Assert.Skip("needs python3: apt-get install python3-venv");
        Run.Program(Work.Root, "/usr/bin/python3", ["-m", "venv", venv]).Succeeded();
        var wheel = Directory.GetFiles(Work["artifacts/python"], "*.whl").Single();
        Run.Program(Work.Root, Path.Combine(venv, "bin/pip"), ["install", "--no-index", "--disable-pip-version-check", wheel]).Succeeded();
        Run.Program("/", Path.Combine(venv, "bin/python"), ["-c", "import legion.sdk"]).Succeeded();
        Run.Program("/", Path.Combine(venv, "bin/legion"), ["--help"]).Succeeded();
    }

    [Fact]
    public void Scripts_ask_for_items_and_properties()
    {
        var result = Work.Dotnet("msbuild", "-nologo", "-t:LegionCheck", "-getItem:LegionImage", "-getItem:LegionChart", "-getItem:LegionPythonPackage", "-getItem:LegionRepository", "-getProperty:LegionOutputPath").Succeeded();
        var root = JsonDocument.Parse(result.Output).RootElement;
        var items = root.GetProperty("Items");
        Assert.Equal(BuiltSample.Images, items.GetProperty("LegionImage").EnumerateArray().Select(static i => i.GetProperty("Identity").GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal(2, items.GetProperty("LegionChart").GetArrayLength());
        Assert.Equal("1.1.0rc0.dev1", items.GetProperty("LegionPythonPackage")[0].GetProperty("Version").GetString());
        Assert.Equal(7, items.GetProperty("LegionRepository").GetArrayLength());
        Assert.Equal(Work["artifacts/"], root.GetProperty("Properties").GetProperty("LegionOutputPath").GetString());
    }

    private BuildRecord Record() => BuildRecordFile.TryRead(Work["artifacts/distributions.json"])!;

    private List<string> Names(string folder) => [.. Directory.GetFiles(Work[folder]).Select(static f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
}
