using System.Collections.Concurrent;

namespace Legion.Build.Artifacts.Tests.Images.Engines;

/// <summary>Whole manifests on every engine: the sample, programs that run in real bases, several targets over one builder.</summary>
[Collection(nameof(EngineGroup))]
public class EngineProofTests(EngineFixture engines)
{
    // Of the sample's images, those whose Dockerfiles have a WORKDIR that nothing is copied to.
    private static readonly Dictionary<string, string[]> WorkingFolders = new(StringComparer.Ordinal)
    {
        ["k8s-model-builder"] = ["/var 1000:1000", "/var/lib 1000:1000", "/var/lib/legion 1000:1000"],
        ["python-toolchain"] = ["/workspace 0:0"],
    };

    private static readonly string Sample = Path.Join(Repository.Root, "samples", "legion");
    private static readonly ConcurrentDictionary<string, string> OperatorTrees = new(StringComparer.Ordinal);

    public static TheoryData<string> Engines => EngineFixture.All;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_sample_s_eight_are_the_embedded_assembler_s_in_tree_and_configuration(string engine)
    {
        using var own = new Workspace { Options = new() { Engine = "embedded" } };
        using var theirs = new Workspace { Options = await engines.NeedAsync(engine) };
        var manifest = Path.Join(Sample, "distributions.yaml");
        var expected = await own.BuildAsync(manifest, Sample);
        var built = await theirs.BuildAsync(manifest, Sample);
        Assert.True(theirs.Errors.Count == 0, string.Join('\n', theirs.Log.Diagnostics));
        Assert.Equal(expected.Select(static artifact => artifact.Name), built.Select(static artifact => artifact.Name));
        Assert.Equal(8, built.Count);
        foreach (var artifact in built)
        {
            var folders = WorkingFolders.GetValueOrDefault(artifact.Name) ?? [];
            Assert.NotEqual("embedded", artifact.How);
            Assert.Equal(
                EngineDifferences.OfTrees(engine, folders),
                EngineDifferences.Between(await EngineBed.TreeAsync(own, artifact.Name), await EngineBed.TreeAsync(theirs, artifact.Name)));
            Assert.Equal(await EngineBed.ConfigAsync(own, artifact.Name), await EngineBed.ConfigAsync(theirs, artifact.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Package_scripts_users_links_setuid_bits_and_large_files_run_in_a_Debian(string engine)
    {
        var debian = await engines.DebianAsync();
        var options = await engines.NeedAsync(engine);
        Tool.Need("dpkg-deb", "dpkg");
        using var workspace = new Workspace { Options = options }.Manifest("web: { dockerfile: web }").File("web/Dockerfile", $"""
            FROM {debian}
            COPY legion-probe.deb /tmp/
            RUN dpkg -i /tmp/legion-probe.deb && rm /tmp/legion-probe.deb
            RUN useradd --uid 1234 --create-home probe && install -o probe -g probe -m 4755 /bin/true /usr/local/bin/setuid && ln -s setuid /usr/local/bin/link && ln /usr/local/bin/setuid /usr/local/bin/hard && mkdir -m 1777 /sticky
            RUN dd if=/dev/zero of=/large bs=1M count=64 2>/dev/null && rm -r /var/backups && rm /etc/issue
            USER probe
            """);
        await MakePackageAsync(workspace);
        var web = await workspace.BuildOneAsync();
        Assert.Empty(workspace.Log.Diagnostics);
        var root = await EngineBed.UnpackAsync(workspace, "web");
        async Task<string> StatAsync(string path) => (await Tool.RunAsync("stat", "--format", "%U %u %a %h %F", root + path)).Trim();
        Assert.Equal("ran configure\n", await File.ReadAllTextAsync(Path.Join(root, "var/lib/legion-probe")));
        Assert.Contains("Status: install ok installed", (await File.ReadAllTextAsync(Path.Join(root, "var/lib/dpkg/status"))).Split("Package: legion-probe\n")[1], StringComparison.Ordinal);
        Assert.Contains("probe:x:1234:", await File.ReadAllTextAsync(Path.Join(root, "etc/passwd")), StringComparison.Ordinal);
        Assert.Matches("^\\S+ 1234 4755 2 regular file$", await StatAsync("/usr/local/bin/setuid"));
        Assert.Equal("setuid", new FileInfo(Path.Join(root, "usr/local/bin/link")).LinkTarget);
        Assert.EndsWith(" 0 1777 2 directory", await StatAsync("/sticky"), StringComparison.Ordinal);
        Assert.Equal(64L << 20, new FileInfo(Path.Join(root, "large")).Length);
        Assert.False(Directory.Exists(Path.Join(root, "var/backups")) || File.Exists(Path.Join(root, "etc/issue"))); // whiteouts
        Assert.Matches("^\\S+ 0 4755 1 regular file$", await StatAsync("/usr/bin/passwd")); // the base's own
        Assert.Contains("User: \"probe\"", await EngineBed.ConfigAsync(workspace), StringComparison.Ordinal);
        Assert.True(web.Rebuilt && !(await workspace.BuildOneAsync()).Rebuilt);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Three_targets_over_one_builder_stage_are_equal_on_every_engine(string engine)
    {
        using var workspace = await OperatorAsync();
        workspace.Options = await engines.NeedAsync(engine);
        Assert.Equal(["operator", "model-builder", "feedback"], (await workspace.BuildAsync()).Select(static artifact => artifact.Name));
        foreach (var name in new[] { "operator", "model-builder", "feedback" })
        {
            var tree = EngineDifferences.WithoutMountPoints(await EngineBed.TreeAsync(workspace, name)) + "\n" + await EngineBed.ConfigAsync(workspace, name);
            Assert.Contains($"./usr/bin/{name} f 755 0:0 ", tree, StringComparison.Ordinal);
            Assert.Contains($"Entrypoint: [\"/usr/bin/{name}\"]", tree, StringComparison.Ordinal);
            Assert.DoesNotContain("./build", tree, StringComparison.Ordinal); // the builder stage stays behind

            // The first engine's result is what all others must give.
            Assert.Equal(OperatorTrees.GetOrAdd(name, tree), tree);
        }
    }

    // The shape of Legion's operator: one stage that compiles three programs, three small images.
    private async Task<Workspace> OperatorAsync()
    {
        var host = await engines.RegistryAsync();
        var workspace = EngineBed.AddBusybox(new Workspace());
        using (var seed = EngineBed.AddBusybox(new Workspace()).Manifest("base: { dockerfile: base }"))
        {
            await seed.BuildOneAsync("base");
            await Tool.RunAsync("skopeo", "copy", "--quiet", "--dest-tls-verify=false", $"oci:{seed.Layout}:base", $"docker://{host}/base/busybox:1");
        }

        return workspace.Manifest("""
            operator: { dockerfile: operator/Dockerfile, target: operator, sources: [shared] }
            model-builder: { dockerfile: operator/Dockerfile, target: model-builder, sources: [shared] }
            feedback: { dockerfile: operator/Dockerfile, target: feedback, sources: [shared] }
            """).File("shared/lib.sh", "echo from the library\n").File("operator/main.sh", "#!/bin/sh\n. /lib.sh\n", executable: true).File("operator/Dockerfile", $"""
            FROM {host}/base/busybox:1 AS builder
            ARG VERSION=1
            COPY operator/main.sh /build/
            RUN ["/bin/sh", "-c", "for name in operator model-builder feedback; do cat /build/main.sh > /build/$name; echo \"echo $name $VERSION\" >> /build/$name; chmod 755 /build/$name; done"]

            FROM {host}/base/busybox:1 AS runtime
            COPY shared/lib.sh /lib.sh
            RUN ["/bin/sh", "-c", "echo 'legion:x:1000:1000::/home:/bin/sh' >> /etc/passwd && busybox mkdir /home && busybox chown 1000:1000 /home"]
            USER 1000:1000

            FROM runtime AS model-builder
            COPY --from=builder /build/model-builder /usr/bin/
            ENTRYPOINT ["/usr/bin/model-builder"]

            FROM runtime AS feedback
            COPY --from=builder /build/feedback /usr/bin/
            ENTRYPOINT ["/usr/bin/feedback"]

            FROM runtime AS operator
            COPY --from=builder /build/operator /usr/bin/
            ENTRYPOINT ["/usr/bin/operator"]
            """);
    }

    private static async Task MakePackageAsync(Workspace workspace)
    {
        workspace.File("package/DEBIAN/control", "Package: legion-probe\nVersion: 1\nArchitecture: all\nMaintainer: Nobody <nobody@example.org>\nDescription: runs a script\n");
        workspace.File("package/DEBIAN/postinst", "#!/bin/sh\necho ran $1 > /var/lib/legion-probe\n", executable: true);
        await Tool.RunAsync("dpkg-deb", "--build", "--root-owner-group", Path.Join(workspace.Root, "package"), Path.Join(workspace.Root, "web/legion-probe.deb"));
    }
}
