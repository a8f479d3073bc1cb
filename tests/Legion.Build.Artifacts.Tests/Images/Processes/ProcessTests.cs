using Legion.Build.Oci;
using Legion.Build.Oci.Layout;

namespace Legion.Build.Artifacts.Tests.Images.Processes;

/// <summary>What happens to the layout when builders are killed, and when there are several of them.</summary>
public class ProcessTests
{
    [Fact]
    public async Task A_killed_build_leaves_images_that_are_whole_and_the_next_one_makes_them_as_if_nothing_had_been()
    {
        using var workspace = Two();
        Change(workspace, 0);
        var last = (await workspace.BuildAsync()).ToDictionary(static artifact => artifact.Name, static artifact => artifact.Digest);
        var random = new Random(20261122);
        for (var round = 1; round <= 10; round++)
        {
            Change(workspace, round);
            using (var builder = Subject.Start(workspace)) await builder.KillAsync(TimeSpan.FromMilliseconds(random.Next(100, 900)));
            var there = Verify(workspace);
            var built = (await workspace.BuildAsync()).ToDictionary(static artifact => artifact.Name, static artifact => artifact.Digest);
            Assert.Equal(["other", "web"], there.Keys.Order(StringComparer.Ordinal));
            Assert.All(there, image => Assert.Contains(image.Value, new[] { last[image.Key], built[image.Key] }));
            last = built;
        }

        Verify(workspace);
        Assert.Empty(Directory.EnumerateFiles(Path.Join(workspace.Layout, ".staging"), "*.part"));
        using var fresh = Two();
        Change(fresh, 10);
        Assert.Equal(last, (await fresh.BuildAsync()).ToDictionary(static artifact => artifact.Name, static artifact => artifact.Digest));
        await WitnessAsync(workspace);
    }

    [Fact]
    public async Task Builds_at_once_on_one_layout_leave_it_whole_while_others_read_and_collect()
    {
        using var workspace = Two();
        Change(workspace, 0);
        await workspace.BuildAsync();
        for (var round = 1; round <= 4; round++)
        {
            Change(workspace, round);
            using var first = Subject.Start(workspace, "1.2.3");
            using var second = Subject.Start(workspace, "1.2.4");
            var ended = Task.WhenAll(first.EndAsync(), second.EndAsync());
            while (!ended.IsCompleted)
            {
                // What a reader holds may be replaced under it and collected: what it is given is right, or missing, and never wrong.
                var layout = OciLayout.Open(workspace.Layout);
                layout.Collect();
                try
                {
                    foreach (var entry in layout.ReadEntries()) layout.Reach(entry.Descriptor);
                }
                catch (OciException e) when (e is not ContentMismatchException)
                {
                    Assert.Contains("is missing in", e.Message, StringComparison.Ordinal);
                }

                await Task.WhenAny(ended, Task.Delay(20));
            }

            var said = await ended;
            foreach (var (name, digest) in Verify(workspace)) Assert.Contains(said, output => output.Contains(name + " " + digest, StringComparison.Ordinal));
        }

        await workspace.BuildAsync();
        using var fresh = Two();
        Change(fresh, 4);
        await fresh.BuildAsync();
        Assert.Equal(Verify(fresh), Verify(workspace));
        await WitnessAsync(workspace);
    }

    [Fact]
    public async Task A_layer_of_any_size_is_made_in_a_hundred_mebibytes_of_managed_memory()
    {
        using var workspace = new Workspace().Manifest("web: { dockerfile: web }").File("web/Dockerfile", "FROM scratch\nCOPY big /big\n");
        await using (var big = File.Create(Path.Join(workspace.Root, "web/big")))
        {
            var (random, part) = (new Random(1), new byte[1024 * 1024]);
            random.NextBytes(part.AsSpan(0, part.Length / 2));
            for (var i = 0; i < 300; i++)
            {
                BitConverter.TryWriteBytes(part, i);
                await big.WriteAsync(part);
            }
        }

        // A heap that would grow beyond it ends the process (the value is hexadecimal).
        using var builder = Subject.Start(workspace, "1.2.3", ("DOTNET_GCHeapHardLimit", "0x6400000"));
        await builder.EndAsync();
        Verify(workspace);
    }

    private static Workspace Two() => new Workspace().Manifest("web: { dockerfile: web }\nother: { dockerfile: other }")
        .File("web/Dockerfile", "FROM scratch\nCOPY tree /tree\nCOPY same /same\n").File("other/Dockerfile", "FROM web\nCOPY more /more\n").File("web/same", "the same all the time");

    private static void Change(Workspace workspace, int round)
    {
        var random = new Random(round);
        for (var i = 0; i < 40; i++)
        {
            var bytes = new byte[100_000];
            random.NextBytes(bytes.AsSpan(0, 50_000));
            Directory.CreateDirectory(Path.Join(workspace.Root, "web/tree"));
            File.WriteAllBytes(Path.Join(workspace.Root, FormattableString.Invariant($"web/tree/{i}")), bytes);
        }

        workspace.File("other/more", FormattableString.Invariant($"round {round}"));
    }

    // Every byte that the entries lead to is read, and with it checked.
    private static SortedDictionary<string, string> Verify(Workspace workspace)
    {
        var layout = OciLayout.Open(workspace.Layout);
        var images = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in layout.ReadEntries())
        {
            images[entry.Name!] = entry.Descriptor.Digest.ToString();
            foreach (var descriptor in layout.Reach(entry.Descriptor))
            {
                using var content = layout.OpenBlob(descriptor);
                content.CopyTo(Stream.Null);
            }
        }

        return images;
    }

    private static async Task WitnessAsync(Workspace workspace)
    {
        Tool.Need("skopeo", "skopeo");
        Tool.Need("umoci", "umoci");
        Tool.Need("oras", "oras");
        foreach (var name in new[] { "web", "other" })
        {
            await Tool.RunAsync("skopeo", "copy", "--quiet", $"oci:{workspace.Layout}:{name}", $"oci:{workspace.Folder}/copy:{name}");
            await Tool.RunAsync("umoci", "unpack", "--rootless", "--image", $"{workspace.Layout}:{name}", $"{workspace.Folder}/unpacked-{name}");
            await Tool.RunAsync("oras", "manifest", "fetch", "--oci-layout", $"{workspace.Layout}:{name}");
        }
    }
}
