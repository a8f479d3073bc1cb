using System.Text.Json.Nodes;
using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;

namespace Legion.Build.Oci.Tests.Layout;

/// <summary>Our layout in other tools' hands, and theirs in ours.</summary>
public sealed class OtherToolsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Skopeo_inspects_and_copies_our_images()
    {
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        var descriptor = TestImage.Write(layout, "k8s-edi", "hello");
        var inspected = JsonNode.Parse(Tool.Run("skopeo", "inspect", $"oci:{layout.Folder}:k8s-edi"))!;
        Assert.Equal(descriptor.Digest.ToString(), (string?)inspected["Digest"]);
        Tool.Run("skopeo", "copy", $"oci:{layout.Folder}:k8s-edi", $"dir:{folder["copy"]}");
    }

    [Fact]
    public void Skopeo_copies_our_index_whole()
    {
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        TestImage.WriteIndex(layout, "multi", "linux/amd64", "linux/arm64");
        Tool.Run("skopeo", "copy", "--all", $"oci:{layout.Folder}:multi", $"dir:{folder["copy"]}");
    }

    [Fact]
    public void Umoci_unpacks_our_image_and_what_it_writes_we_read()
    {
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        TestImage.Write(layout, "k8s-edi", "hello");
        Tool.Run("umoci", "unpack", "--rootless", "--image", $"{layout.Folder}:k8s-edi", folder["bundle"]);
        Assert.Equal("hello", File.ReadAllText(Path.Combine(folder["bundle"], "rootfs", "hello")));
        Tool.Run("umoci", "config", "--image", $"{layout.Folder}:k8s-edi", "--tag", "changed", "--config.user", "1000");
        Tool.Run("umoci", "gc", "--layout", layout.Folder);
        var changed = layout.ReadImage(layout.Find("changed")!, Platform.LinuxAmd64).ToImage();
        Assert.Equal("1000", ImageConfig.Parse(layout.ReadBlob(changed.Config)).Config.User);
        Assert.Equal(["changed", "k8s-edi"], layout.ReadEntries().Select(e => e.Name));
        Assert.Equal(0, layout.Collect().Blobs);
    }

    [Fact]
    public void Podman_and_buildah_take_our_image()
    {
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        TestImage.Write(layout, "k8s-edi", "hello");
        foreach (var tool in new[] { "podman", "buildah" })
        {
            var id = Tool.Run(tool, "--root", folder[tool], "--runroot", folder[tool + "-run"], "--storage-driver", "vfs", "pull", "--quiet", $"oci:{layout.Folder}:k8s-edi");
            Assert.Matches("[0-9a-f]{64}", id);
        }
    }

    [Fact]
    public void Oras_reads_our_manifest_byte_by_byte()
    {
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        var descriptor = TestImage.Write(layout, "k8s-edi", "hello");
        var fetched = Tool.Run("oras", "manifest", "fetch", "--oci-layout", $"{layout.Folder}:k8s-edi");
        Assert.Equal(descriptor.Digest, Digest.Of(System.Text.Encoding.UTF8.GetBytes(fetched)));
    }

    [Fact]
    public void What_skopeo_adds_to_our_layout_we_read_and_keep()
    {
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        TestImage.Write(layout, "a", "hello");
        Tool.Run("skopeo", "copy", $"oci:{layout.Folder}:a", $"oci:{layout.Folder}:b");
        TestImage.Write(layout, "c", "other");
        Assert.Equal(["a", "b", "c"], layout.ReadEntries().Select(e => e.Name));
        Assert.Equal(0, layout.Collect().Blobs);
    }
}
