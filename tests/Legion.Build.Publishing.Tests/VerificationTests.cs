using Legion.Build.Oci.Layout;
using Legion.Build.Publishing.Records;
using Legion.Build.Publishing.Tests.Support;
using Legion.Build.TestServers;

namespace Legion.Build.Publishing.Tests;

/// <summary>-t:VerifyPublished names what is missing, what is another, and what nobody published, on every type of repository.</summary>
public sealed class VerificationTests : IDisposable
{
    private readonly Platform platform = new();
    private readonly RecordingLog log = new();

    private string Bare => Path.Combine(platform.Rehearsal, "charts.git");

    private string Simple => Path.Combine(platform.Rehearsal, "python", "simple", "legion");

    public void Dispose() => platform.Dispose();

    [Theory]
    [InlineData("image missing", "LEGION520", "images/edge:1.0.0 should be sha256:")]
    [InlineData("image other", "LEGION520", "images/edge:1.0.0 should be sha256:")]
    [InlineData("chart missing", "LEGION520", "charts.git/legion-1.0.0.tgz should be sha256:")]
    [InlineData("chart other", "LEGION520", "charts.git/legion-1.0.0.tgz should be sha256:")]
    [InlineData("chart twice", "LEGION522", "'legion-1.0.0.tgz' is in 'charts' as Chart 'legion' 1.0.0")]
    [InlineData("wheel missing", "LEGION520", "legion-1.0.0-py3-none-any.whl should be sha256:")]
    [InlineData("wheel other", "LEGION520", "legion-1.0.0-py3-none-any.whl should be sha256:")]
    [InlineData("wheel more", "LEGION522", "'legion-1.0.0-cp313-cp313-linux_x86_64.whl' is in 'python' as Python 'legion' 1.0.0")]
    [InlineData("image more", "LEGION522", "'1.0.0' is in 'images' as Image 'edi' 1.0.0")]
    [Trips]
    public async Task Every_difference_in_a_rehearsed_world_is_named(string what, string rule, string words)
    {
        await PublishAsync();
        await ChangeAsync(what);
        Assert.False(await ReleaseStation.VerifyAsync(platform.Rehearse, log, CancellationToken.None));
        var finding = Assert.Single(log.Diagnostics);
        Assert.Equal(rule, finding.Rule.Id);
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_artifacts_need_not_be_at_hand_and_other_versions_are_nobodys_business()
    {
        await PublishAsync();
        platform.Version = "1.0.1";
        platform.Build("next");
        await PublishAsync();
        Directory.Delete(platform.Output, recursive: true);
        platform.Version = "1.0.0";
        Assert.True(await ReleaseStation.VerifyAsync(platform.Rehearse, log, CancellationToken.None), log.Everything);
        Assert.Contains("1.0.0 on 'release': all 6 items are there, byte for byte, and nothing else of this version is", log.Messages);
    }

    [Fact]
    public async Task Without_a_release_record_the_build_says_what_should_be_there()
    {
        await PublishAsync();
        File.Delete(ReleaseRecordFile.PathOf(platform.Rehearsal, "release", "1.0.0"));
        Assert.True(await ReleaseStation.VerifyAsync(platform.Rehearse, log, CancellationToken.None), log.Everything);
        platform.Build("other");
        Assert.False(await ReleaseStation.VerifyAsync(platform.Rehearse, log, CancellationToken.None));
        Assert.Equal(Enumerable.Repeat("LEGION520", 6), log.Ids);
    }

    [Fact]
    public async Task A_registry_is_compared_by_what_users_pull()
    {
        await using var server = await RegistryServer.StartAsync();
        using var dev = new Platform("""
            apiVersion: legion.build/v1
            product: Legion
            channels: { release: { versions: stable } }
            repositories: { images: { type: oci, url: registry.example.org/legion } }
            publish: { images: { release: images } }
            images:
              edge: { dockerfile: edge }
              edi: { dockerfile: edi }
            """);
        dev.Variables["LEGION_IMAGES_URL"] = server.Host + "/legion";
        var record = await ReleaseStation.PublishAsync(dev.Request, log, CancellationToken.None);
        Assert.True(record is not null, log.Everything);
        Assert.True(await ReleaseStation.VerifyAsync(dev.Request, log, CancellationToken.None), log.Everything);

        // edge: another image; edi: known to nobody but the registry.
        var (edge, edi) = (record.Items[0], record.Items[1]);
        Tool.Run("skopeo", "copy", "--quiet", "--src-tls-verify=false", "--dest-tls-verify=false", "docker://" + edi.Reference, "docker://" + edge.Reference);
        ReleaseRecordFile.Write(ReleaseRecordFile.PathOf(dev.Output, "release", "1.0.0"), record with { Items = new([edge]) });
        Assert.False(await ReleaseStation.VerifyAsync(dev.Request, log, CancellationToken.None));
        Assert.Equal(["LEGION520", "LEGION522"], log.Ids);
        Assert.Contains(log.Diagnostics, d => d.Message.StartsWith($"{edge.Address} should be {edge.Digest} and is sha256:", StringComparison.Ordinal));

        // Gone.
        ReleaseRecordFile.Write(ReleaseRecordFile.PathOf(dev.Output, "release", "1.0.0"), record);
        Directory.Delete(Path.Combine(server.Storage, "docker", "registry", "v2", "repositories", "legion", "edge", "_manifests", "tags"), recursive: true);
        var gone = new RecordingLog();
        Assert.False(await ReleaseStation.VerifyAsync(dev.Request, gone, CancellationToken.None));
        Assert.StartsWith($"{edge.Address} should be {edge.Digest} and is not there. ", Assert.Single(gone.Diagnostics).Message, StringComparison.Ordinal);
    }

    private async Task ChangeAsync(string what)
    {
        switch (what)
        {
            case "image missing":
                using (var writer = Layout("edge").OpenWriter(CancellationToken.None)) writer.RemoveEntry("1.0.0", CancellationToken.None);
                break;
            case "image other":
                using (var writer = Layout("edge").OpenWriter(CancellationToken.None))
                {
                    var image = Layout("edge").ReadManifest(Layout("edge").Find("1.0.0")!).ToImage();
                    writer.SetEntry("1.0.0", writer.WriteManifest((image with { Layers = [] }).ToRaw()), CancellationToken.None);
                }

                break;
            case "image more":
                var path = ReleaseRecordFile.PathOf(platform.Rehearsal, "release", "1.0.0");
                var record = ReleaseRecordFile.TryRead(path)!;
                ReleaseRecordFile.Write(path, record with { Items = new([.. record.Items.Where(static i => i.Name != "edi")]) });
                break;
            case "chart missing":
                await CommitAsync(folder => File.Delete(Path.Combine(folder, "legion-1.0.0.tgz")));
                break;
            case "chart other":
                await CommitAsync(static folder => File.AppendAllText(Path.Combine(folder, "legion-1.0.0.tgz"), "x"));
                break;
            case "chart twice":
                await CommitAsync(static folder =>
                {
                    var index = Path.Combine(folder, "index.yaml");
                    var text = File.ReadAllText(index);
                    var entry = text[text.IndexOf("  legion:\n", StringComparison.Ordinal)..];
                    var from = entry.IndexOf("  - ", StringComparison.Ordinal);
                    var end = entry.IndexOf("\n  legion-crds", from, StringComparison.Ordinal) is var next and > 0 ? next + 1 : entry.IndexOf("\ngenerated", from, StringComparison.Ordinal) + 1;
                    File.WriteAllText(index, text.Insert(text.IndexOf("  legion:\n", StringComparison.Ordinal) + "  legion:\n".Length, entry[from..end]));
                });
                break;
            case "wheel missing":
                File.Delete(Path.Combine(Simple, "legion-1.0.0-py3-none-any.whl"));
                break;
            case "wheel other":
                await File.AppendAllTextAsync(Path.Combine(Simple, "legion-1.0.0-py3-none-any.whl"), "x");
                break;
            default:
                await File.WriteAllTextAsync(Path.Combine(Simple, "legion-1.0.0-cp313-cp313-linux_x86_64.whl"), "x");
                break;
        }
    }

    private async Task CommitAsync(Action<string> change)
    {
        var folder = Path.Combine(platform.Root, "clone");
        Tool.Run("git", "clone", "--quiet", Bare, folder);
        change(folder);
        await Task.CompletedTask;
        Tool.Run("git", "-C", folder, "-c", "user.name=x", "-c", "user.email=x@y", "commit", "--quiet", "-a", "-m", "by hand");
        Tool.Run("git", "-C", folder, "push", "--quiet");
    }

    private OciLayout Layout(string name) => OciLayout.Open(Path.Combine(platform.Rehearsal, "images", name));

    private async Task PublishAsync() => Assert.True(await ReleaseStation.PublishAsync(platform.Rehearse, log, CancellationToken.None) is not null, log.Everything);
}
