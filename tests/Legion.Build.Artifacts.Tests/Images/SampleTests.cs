using System.Text.Json;

namespace Legion.Build.Artifacts.Tests.Images;

public class SampleTests
{
    private static readonly string[] Names =
        ["legion-pipeline-agent", "k8s-edge", "k8s-edi", "k8s-fluentd", "k8s-feedback-aggregator", "k8s-operator", "k8s-model-builder", "python-toolchain"];

    private static readonly string Sample = Path.Join(Repository.Root, "samples", "legion");

    [Fact]
    public async Task All_eight_are_built_and_skopeo_and_umoci_agree()
    {
        Tool.Need("skopeo", "skopeo");
        Tool.Need("umoci", "umoci");
        using var workspace = new Workspace();
        var built = await workspace.BuildAsync(Path.Join(Sample, "distributions.yaml"), Sample);
        Assert.True(workspace.Errors.Count == 0, string.Join("\n", workspace.Log.Diagnostics));
        Assert.Equal(Names, built.Select(static artifact => artifact.Name));
        foreach (var artifact in built)
        {
            using var inspected = JsonDocument.Parse(await Tool.RunAsync("skopeo", "inspect", $"oci:{workspace.Layout}:{artifact.Name}"));
            Assert.Equal(artifact.Digest, inspected.RootElement.GetProperty("Digest").GetString());
            Assert.Equal("amd64", inspected.RootElement.GetProperty("Architecture").GetString());
            await Tool.RunAsync("umoci", "unpack", "--rootless", "--image", $"{workspace.Layout}:{artifact.Name}", Path.Join(workspace.Folder, "bundle", artifact.Name));
        }

        var edi = Path.Join(workspace.Folder, "bundle", "k8s-edi", "rootfs");
        Assert.Equal(
            await File.ReadAllBytesAsync(Path.Join(Sample, "containers/edi/logging.json")),
            await File.ReadAllBytesAsync(Path.Join(edi, "etc/legion/logging.json")));
        Assert.True(File.Exists(Path.Join(edi, "opt/legion/lib/legion/services/edi.py")) || Directory.Exists(Path.Join(edi, "opt/legion/lib/legion/services/edi")));
    }

    [Fact]
    public async Task Two_builds_give_the_same_bytes()
    {
        using var first = new Workspace();
        using var second = new Workspace();
        var one = await first.BuildAsync(Path.Join(Sample, "distributions.yaml"), Sample);
        var two = await second.BuildAsync(Path.Join(Sample, "distributions.yaml"), Sample);
        Assert.Equal(Names.Length, one.Count);
        Assert.Equal(one.Select(static a => a.Digest), two.Select(static a => a.Digest));
        Assert.Equal(await File.ReadAllBytesAsync(Path.Join(first.Layout, "index.json")), await File.ReadAllBytesAsync(Path.Join(second.Layout, "index.json")));
    }

    [Fact]
    public async Task Nothing_changed_means_nothing_done()
    {
        using var workspace = new Workspace();
        var manifest = Path.Join(Sample, "distributions.yaml");
        var first = await workspace.BuildAsync(manifest, Sample);
        var blobs = Directory.GetFiles(Path.Join(workspace.Layout, "blobs", "sha256")).ToDictionary(static file => file, File.GetLastWriteTimeUtc);
        var second = await workspace.BuildAsync(manifest, Sample);
        Assert.All(first, static artifact => Assert.True(artifact.Rebuilt));
        Assert.All(second, static artifact => Assert.False(artifact.Rebuilt));
        Assert.Equal(first.Select(static a => a.Digest), second.Select(static a => a.Digest));
        Assert.Equal(blobs, Directory.GetFiles(Path.Join(workspace.Layout, "blobs", "sha256")).ToDictionary(static file => file, File.GetLastWriteTimeUtc));
    }
}
