using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Legion.Build.Artifacts.Tests.Images;

public class RegistryBaseTests
{
    [Fact]
    [Trips]
    [Spares("LEGION309")]
    public async Task A_base_is_pulled_once_pinned_and_its_layers_keep_their_blobs()
    {
        Tool.Need("docker-registry", "docker-registry");
        Tool.Need("skopeo", "skopeo");
        using var workspace = new Workspace();
        workspace.Manifest("seed: { dockerfile: seed }").File("seed/Dockerfile", "FROM scratch\nCOPY etc /etc\nENV FROM_BASE=yes\n").File("seed/etc/passwd", "web:x:42:43::/:/bin/sh\n").File("seed/etc/hidden", "h");
        await workspace.BuildOneAsync("seed");
        var port = FreePort();
        using var registry = await StartAsync(workspace, port);
        try
        {
            await Tool.RunAsync("skopeo", "copy", "--dest-tls-verify=false", $"oci:{workspace.Layout}:seed", $"docker://localhost:{port}/team/seed:1");
            using var user = new Workspace();
            user.Manifest("web: { dockerfile: web }").File("web/Dockerfile", $"FROM localhost:{port}/team/seed:1\nCOPY --chown=web a.txt /srv/\n").File("web/a.txt", "a");
            var first = await user.BuildOneAsync();
            var layers = Directory.GetFiles(Path.Join(workspace.Layout, "blobs/sha256")).Select(Path.GetFileName).ToHashSet();
            Assert.Single(first.Files, file => layers.Contains(Path.GetFileName(file.Path)));

            // The tag moves; nobody asked to look again, so what it meant stays.
            workspace.File("seed/etc/passwd", "web:x:52:53::/:/bin/sh\n");
            await workspace.BuildOneAsync("seed");
            await Tool.RunAsync("skopeo", "copy", "--dest-tls-verify=false", $"oci:{workspace.Layout}:seed", $"docker://localhost:{port}/team/seed:1");
            Assert.False((await user.BuildOneAsync()).Rebuilt);
            user.Options = new() { RefreshBases = true };
            var third = await user.BuildOneAsync();
            Assert.True(third.Rebuilt);
            Assert.NotEqual(first.Digest, third.Digest);
        }
        finally
        {
            registry.Kill();
            await registry.WaitForExitAsync();
        }

        using var offline = new Workspace();
        offline.Manifest("web: { dockerfile: web }").File("web/Dockerfile", $"FROM localhost:{port}/team/seed@sha256:{new string('0', 64)}\n");
        Assert.Empty(await offline.BuildAsync());
        Assert.Equal(["LEGION309"], offline.Errors);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<Process> StartAsync(Workspace workspace, int port)
    {
        var config = Path.Join(workspace.Folder, "registry.yml");
        await File.WriteAllTextAsync(config, string.Create(CultureInfo.InvariantCulture, $"version: 0.1\nlog: {{ level: error }}\nstorage: {{ filesystem: {{ rootdirectory: {workspace.Folder}/registry }} }}\nhttp: {{ addr: 'localhost:{port}' }}\n"));
        var process = Process.Start(new ProcessStartInfo("docker-registry", ["serve", config]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        for (var attempt = 0; attempt < 300; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("localhost", port);
                return process;
            }
            catch (SocketException)
            {
                await Task.Delay(100);
            }
        }

        throw new TimeoutException("the registry does not answer");
    }
}
