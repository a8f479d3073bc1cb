using Legion.Build.TestServers;

namespace Legion.Build.Artifacts.Tests.Images.Engines;

/// <summary>Registries whose certificate only the manifest vouches for.</summary>
[Collection(nameof(EngineGroup))]
public class PrivateRegistryTests(EngineFixture engines)
{
    public static TheoryData<string> Engines => EngineFixture.All;

    [Theory]
    [InlineData("docker next")]
    [InlineData("docker classic")]
    [MemberData(nameof(Engines))]
    public async Task A_base_comes_from_a_registry_with_a_certificate_of_the_manifest_s_authority(string engine)
    {
        var options = await engines.NeedAsync(engine);
        await using var registry = await RegistryServer.StartAsync(new() { Tls = true });
        await PushBaseAsync(registry);
        using var workspace = Private(registry, $"FROM {registry.Host}/team/base:1\nCOPY --from={registry.Host}/team/base:1 /etc/passwd /copied\nRUN [\"/bin/busybox\", \"sh\", \"-c\", \"cat /etc/passwd > /seen\"]\n", "");
        workspace.Options = options;
        var web = await workspace.BuildOneAsync();
        Assert.NotEqual("embedded", web.How);
        var root = await EngineBed.UnpackAsync(workspace, "web");
        foreach (var file in new[] { "copied", "seen" }) Assert.Equal("root:x:0:0::/:/bin/sh\n", await File.ReadAllTextAsync(Path.Join(root, file)));
        Assert.False((await workspace.BuildOneAsync()).Rebuilt);
    }

    [Theory]
    [InlineData("podman")]
    [InlineData("buildah")]
    public async Task A_cache_is_kept_in_a_registry_with_a_certificate_of_the_manifest_s_authority(string engine)
    {
        var options = await engines.NeedAsync(engine);
        await using var registry = await RegistryServer.StartAsync(new() { Tls = true });
        await PushBaseAsync(registry);
        var dockerfile = $"FROM {registry.Host}/team/base:1\nRUN [\"/bin/busybox\", \"sh\", \"-c\", \"echo {Path.GetRandomFileName()}; head -c 16 /dev/urandom > /random\"]\n";
        var made = new List<byte[]>();
        foreach (var caching in new[] { "cacheTo", "cacheFrom" })
        {
            await EngineFixture.ForgetAsync(engine);
            using var workspace = Private(registry, dockerfile, $", {caching}: ['{registry.Host}/team/cache']");
            workspace.Options = options;
            await workspace.BuildOneAsync();
            made.Add(await File.ReadAllBytesAsync(Path.Join(await EngineBed.UnpackAsync(workspace, "web"), "random")));
        }

        Assert.Equal(made[0], made[1]);
    }

    [Fact]
    public async Task A_base_named_by_its_digest_is_pulled_once_for_all_images_that_begin_or_copy_from_it()
    {
        await using var registry = await RegistryServer.StartAsync(new() { Tls = true });
        var digest = await PushBaseAsync(registry);
        using var workspace = Private(registry, $"FROM {registry.Host}/team/base@{digest}\nCOPY hello.txt /\n", "").File("web/hello.txt", "hello");
        workspace.File("other/Dockerfile", $"FROM scratch\nCOPY --from={registry.Host}/team/base@{digest} /etc/passwd /copied\n");
        await File.AppendAllTextAsync(Path.Join(workspace.Root, "distributions.yaml"), "  other: { dockerfile: other }\n");
        workspace.Options = new() { Engine = "embedded" };
        Assert.Equal(["web", "other"], (await workspace.BuildAsync()).Select(static artifact => artifact.Name));
        Assert.Single(workspace.Log.Messages, static message => message.Text.StartsWith("pulling ", StringComparison.Ordinal));
        Assert.Equal("root:x:0:0::/:/bin/sh\n", await File.ReadAllTextAsync(Path.Join(await EngineBed.UnpackAsync(workspace, "other"), "copied")));
        Assert.Contains("\"org.opencontainers.image.source\":\"https://git.example.org/acme\"", await EngineBed.ConfigAsync(workspace), StringComparison.Ordinal);
    }

    private static async Task<string> PushBaseAsync(RegistryServer registry)
    {
        Tool.Need("skopeo", "skopeo");
        using var seed = EngineBed.AddBusybox(new Workspace()).Manifest("base: { dockerfile: base }");
        var image = await seed.BuildOneAsync("base");
        await Tool.RunAsync("skopeo", "copy", "--quiet", "--dest-cert-dir", CertificateFolder(seed, registry), $"oci:{seed.Layout}:base", $"docker://{registry.Host}/team/base:1");
        return image.Digest!;
    }

    // skopeo takes authorities from a folder, by the ending of their names.
    private static string CertificateFolder(Workspace workspace, RegistryServer registry)
    {
        var folder = Path.Join(workspace.Folder, "authorities");
        Directory.CreateDirectory(folder);
        File.Copy(registry.CertificateAuthorityFile, Path.Join(folder, "ca.crt"));
        return folder;
    }

    private static Workspace Private(RegistryServer registry, string dockerfile, string more)
    {
        var workspace = new Workspace().File("web/Dockerfile", dockerfile).File("distributions.yaml", $$"""
            apiVersion: legion.build/v1
            product: Test
            source: https://git.example.org/acme
            channels: { development: { versions: any, mutable: true } }
            repositories: { here: { type: oci, url: {{registry.Host}}/test, ca: ca.pem } }
            publish: { images: { development: here } }
            images:
              web: { dockerfile: web{{more}} }

            """);
        File.Copy(registry.CertificateAuthorityFile, Path.Join(workspace.Root, "ca.pem"));
        return workspace;
    }
}
