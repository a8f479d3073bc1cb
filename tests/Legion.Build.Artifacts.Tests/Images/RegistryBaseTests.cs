using Legion.Build.TestServers;

namespace Legion.Build.Artifacts.Tests.Images;

public class RegistryBaseTests
{
    [Fact]
    [Trips]
    [Spares("LEGION309")]
    public async Task A_base_is_pulled_once_pinned_and_its_layers_keep_their_blobs()
    {
        Tool.Need("skopeo", "skopeo");
        using var workspace = new Workspace();
        workspace.Manifest("seed: { dockerfile: seed }").File("seed/Dockerfile", "FROM scratch\nCOPY etc /etc\nENV FROM_BASE=yes\n").File("seed/etc/passwd", "web:x:42:43::/:/bin/sh\n").File("seed/etc/hidden", "h");
        await workspace.BuildOneAsync("seed");
        await using (var registry = await RegistryServer.StartAsync())
        {
            await Tool.RunAsync("skopeo", "copy", "--dest-tls-verify=false", $"oci:{workspace.Layout}:seed", $"docker://{registry.Host}/team/seed:1");
            using var user = new Workspace();
            user.Manifest("web: { dockerfile: web }").File("web/Dockerfile", $"FROM {registry.Host}/team/seed:1\nCOPY --chown=web a.txt /srv/\n").File("web/a.txt", "a");
            var first = await user.BuildOneAsync();
            var layers = Directory.GetFiles(Path.Join(workspace.Layout, "blobs/sha256")).Select(Path.GetFileName).ToHashSet();
            Assert.Single(first.Files, file => layers.Contains(Path.GetFileName(file.Path)));

            // The tag moves; nobody asked to look again, so what it meant stays.
            workspace.File("seed/etc/passwd", "web:x:52:53::/:/bin/sh\n");
            await workspace.BuildOneAsync("seed");
            await Tool.RunAsync("skopeo", "copy", "--dest-tls-verify=false", $"oci:{workspace.Layout}:seed", $"docker://{registry.Host}/team/seed:1");
            Assert.False((await user.BuildOneAsync()).Rebuilt);
            user.Options = new() { RefreshBases = true };
            var third = await user.BuildOneAsync();
            Assert.True(third.Rebuilt);
            Assert.NotEqual(first.Digest, third.Digest);
        }
        using var offline = new Workspace();
        offline.Manifest("web: { dockerfile: web }").File("web/Dockerfile", $"FROM 127.0.0.1:1/team/seed@sha256:{new string('0', 64)}\n");
        Assert.Empty(await offline.BuildAsync());
        Assert.Equal(["LEGION309"], offline.Errors);
    }
}
