using System.Text;
using System.Text.Json.Nodes;
using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;

namespace Legion.Build.Oci.Tests.Layout;

public sealed class OciLayoutTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_image_written_is_read_back()
    {
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        var descriptor = TestImage.Write(layout, "k8s-edi", "hello");
        var found = OciLayout.Open(folder["images"]).Find("k8s-edi")!;
        Assert.Equal(descriptor.Digest, found.Digest);
        Assert.Equal(3, layout.Reach(found).Length);
        Assert.Single(layout.ReadImage(found, Platform.LinuxAmd64).ToImage().Layers);
    }

    [Fact]
    public void Entries_stand_in_ordinal_order_and_each_name_once()
    {
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        foreach (var name in new[] { "b", "a", "B", "a" })
            TestImage.Write(layout, name, name);
        Assert.Equal(["B", "a", "b"], layout.ReadEntries().Select(e => e.Name));
        using var writer = layout.OpenWriter(CancellationToken.None);
        Assert.True(writer.RemoveEntry("a", CancellationToken.None));
        Assert.False(writer.RemoveEntry("a", CancellationToken.None));
        Assert.Equal(["B", "b"], layout.ReadEntries().Select(e => e.Name));
    }

    [Fact]
    public void The_same_images_in_another_order_give_the_same_index()
    {
        byte[] Build(string name, params string[] images)
        {
            var layout = OciLayout.OpenOrCreate(folder[name]);
            foreach (var image in images)
                TestImage.Write(layout, image, image);
            return File.ReadAllBytes(Path.Combine(layout.Folder, "index.json"));
        }

        Assert.Equal(Build("one", "a", "b", "c"), Build("two", "c", "a", "b"));
    }

    [Fact]
    public void What_another_tool_wrote_into_the_index_stays()
    {
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        var descriptor = TestImage.Write(layout, "a", "a");
        var path = Path.Combine(layout.Folder, "index.json");
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        json["annotations"] = new JsonObject { ["theirs"] = "kept" };
        json["manifests"]!.AsArray().Add(new JsonObject { ["mediaType"] = MediaTypes.ImageManifest, ["digest"] = descriptor.Digest.ToString(), ["size"] = descriptor.Size, ["theirs"] = 1 });
        File.WriteAllText(path, json.ToJsonString());
        TestImage.Write(layout, "b", "b");
        json = JsonNode.Parse(File.ReadAllText(path))!;
        Assert.Equal("kept", (string?)json["annotations"]!["theirs"]);
        Assert.Contains(json["manifests"]!.AsArray(), m => m!["theirs"] is not null);
        Assert.Equal([null, "a", "b"], layout.ReadEntries().Select(e => e.Name));
    }

    [Fact]
    public void A_flipped_bit_is_found_on_reading_and_mended_by_writing()
    {
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        using var writer = layout.OpenWriter(CancellationToken.None);
        var blob = writer.WriteBlob("text/plain", "content"u8);
        File.WriteAllText(layout.BlobPath(blob.Digest), "c0ntent");
        Assert.Contains("has digest", Assert.Throws<ContentMismatchException>(() => layout.ReadBlob(blob)).Message, StringComparison.Ordinal);
        File.WriteAllText(layout.BlobPath(blob.Digest), "cont");
        Assert.Contains("4 bytes", Assert.Throws<ContentMismatchException>(() => layout.ReadBlob(blob)).Message, StringComparison.Ordinal);
        Assert.False(layout.Contains(blob));
        writer.WriteBlob("text/plain", "content"u8);
        Assert.Equal("content"u8.ToArray(), layout.ReadBlob(blob));
    }

    [Fact]
    public void An_empty_blob_is_checked_too()
    {
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        using var writer = layout.OpenWriter(CancellationToken.None);
        Assert.Empty(layout.ReadBlob(writer.WriteBlob("text/plain", [])));
        var wrong = new Descriptor("text/plain", Digest.Of("x"u8), 0);
        File.WriteAllBytes(layout.BlobPath(wrong.Digest), []);
        Assert.Throws<ContentMismatchException>(() => layout.ReadBlob(wrong));
    }

    [Fact]
    public async Task Content_that_is_not_what_was_announced_is_not_added()
    {
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        using var writer = layout.OpenWriter(CancellationToken.None);
        var right = Descriptor.Of("text/plain", "right"u8);
        foreach (var wrong in new[] { "wrong", "righ", "right and more" })
        {
            await Assert.ThrowsAsync<ContentMismatchException>(() =>
                writer.WriteBlobAsync(right, new MemoryStream(Encoding.UTF8.GetBytes(wrong)), CancellationToken.None));
        }

        Assert.Empty(Directory.GetFiles(Path.Combine(layout.Folder, "blobs", "sha256")));
        Assert.Empty(Directory.GetFiles(Path.Combine(layout.Folder, ".staging"), "*.part"));
    }

    [Fact]
    public void An_entry_cannot_point_to_what_is_not_there()
    {
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        using var writer = layout.OpenWriter(CancellationToken.None);
        Assert.Throws<OciException>(() => writer.SetEntry("a", Descriptor.Of(MediaTypes.ImageManifest, "x"u8), CancellationToken.None));
        Assert.Throws<OciException>(() => writer.SetEntry("a b", writer.WriteBlob("text/plain", "x"u8), CancellationToken.None));
        Assert.Empty(layout.ReadEntries());
    }

    [Fact]
    public void Unreferenced_blobs_go_and_referenced_ones_stay()
    {
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        TestImage.Write(layout, "a", "old");
        TestImage.Write(layout, "a", "new");
        TestImage.WriteIndex(layout, "multi", "linux/amd64", "linux/arm64");
        File.WriteAllText(Path.Combine(layout.Folder, ".staging", "killed.part"), "left by a killed build");
        var collected = layout.Collect();
        Assert.True(collected.Ran);
        Assert.Equal(4, collected.Blobs);
        Assert.Equal(new Collected(Ran: true, 0, 0), layout.Collect());
        foreach (var reached in layout.ReadEntries().SelectMany(e => layout.Reach(e.Descriptor)))
            Assert.True(layout.Contains(reached));
    }

    [Fact]
    public void Nothing_is_collected_while_someone_writes()
    {
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        using (var writer = layout.OpenWriter(CancellationToken.None))
        {
            var blob = writer.WriteBlob("text/plain", "not named yet"u8);
            Assert.False(layout.Collect().Ran);
            Assert.True(layout.Contains(blob));
        }

        Assert.Equal(1, layout.Collect().Blobs);
    }

    [Fact]
    public void Nothing_is_collected_when_a_manifest_is_damaged()
    {
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        var manifest = TestImage.Write(layout, "a", "a");
        File.WriteAllText(layout.BlobPath(manifest.Digest), new string('x', (int)manifest.Size));
        Assert.Throws<ContentMismatchException>(() => layout.Collect());
        Assert.Equal(3, Directory.GetFiles(Path.Combine(layout.Folder, "blobs", "sha256")).Length);
    }

    [Fact]
    public void Many_writers_and_collectors_at_once_lose_nothing()
    {
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 16 }, i =>
        {
            var layout = OciLayout.OpenOrCreate(folder["images"]);
            TestImage.Write(layout, $"image-{i}", $"text {i / 2}");
            layout.Collect();
        });
        var whole = OciLayout.Open(folder["images"]);
        Assert.True(whole.Collect().Ran);
        Assert.Equal(64, whole.ReadEntries().Length);
        foreach (var descriptor in whole.ReadEntries().SelectMany(e => whole.Reach(e.Descriptor)))
            _ = whole.ReadBlob(descriptor);
    }

    [Fact]
    public void A_folder_that_is_no_layout_is_refused()
    {
        Assert.Contains("oci-layout", Assert.Throws<OciException>(() => OciLayout.Open(folder["nothing"])).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(folder["old"]);
        File.WriteAllText(Path.Combine(folder["old"], "oci-layout"), """{"imageLayoutVersion":"2.0.0"}""");
        Assert.Throws<OciException>(() => OciLayout.Open(folder["old"]));
    }

    [Fact]
    public void A_damaged_index_is_an_error_that_names_it()
    {
        var layout = OciLayout.OpenOrCreate(folder["images"]);
        File.WriteAllText(Path.Combine(layout.Folder, "index.json"), "{\"schemaVersion\":2,");
        Assert.Contains("index.json", Assert.Throws<OciException>(() => layout.ReadEntries()).Message, StringComparison.Ordinal);
    }
}
