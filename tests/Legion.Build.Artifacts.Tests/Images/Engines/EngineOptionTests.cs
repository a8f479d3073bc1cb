using System.IO.Compression;

using Legion.Build.Artifacts.Images;

namespace Legion.Build.Artifacts.Tests.Images.Engines;

/// <summary>What the manifest may ask of a build beyond the Dockerfile: secrets, networks, arguments, caches, engines.</summary>
[Collection(nameof(EngineGroup))]
public class EngineOptionTests(EngineFixture engines)
{
    private const string Secret = "very-secret-value";
    private const string Password = "another-secret-value";

    public static TheoryData<string> Engines => EngineFixture.All;

    // docker without buildx has no cache to export, and the daemon's own builder exports none.
    public static TheoryData<string> Caching => ["remote", "podman", "buildah"];

    [Theory]
    [Spares("LEGION318", "LEGION312")]
    [MemberData(nameof(Engines))]
    public async Task Secrets_from_file_and_environment_are_mounted_and_stand_in_no_layer_log_or_command_line(string engine)
    {
        var dockerfile = $"""
            FROM base
            ENV NONCE={Path.GetRandomFileName()}
            RUN --mount=type=secret,id=token --mount=type=secret,id=password /bin/busybox cat /run/secrets/token /run/secrets/password && /bin/busybox cat /run/secrets/token /run/secrets/password | /bin/busybox sha256sum > /sum && /bin/busybox sleep 2
            """;
        using var workspace = EngineBed.WithBase(dockerfile, ", secrets: [{ id: token, file: token.txt }, { id: password, env: LEGION_TEST_PASSWORD }]");
        workspace.File("token.txt", Secret);
        workspace.Options = await engines.NeedAsync(engine);
        Environment.SetEnvironmentVariable("LEGION_TEST_PASSWORD", Password);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var building = workspace.BuildOneAsync();
        while (!building.IsCompleted)
        {
            seen.UnionWith(EngineBed.CommandLines());
            await Task.WhenAny(building, Task.Delay(30));
        }

        await building;
        Environment.SetEnvironmentVariable("LEGION_TEST_PASSWORD", null);
        var root = await EngineBed.UnpackAsync(workspace, "web");
        var sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Secret + Password)));
        Assert.StartsWith(sum, await File.ReadAllTextAsync(Path.Join(root, "sum")), StringComparison.Ordinal);
        Assert.Contains(seen, static line => line.Contains("id=token,src=", StringComparison.Ordinal) || line.Contains("bake", StringComparison.Ordinal)); // the engine was seen
        Assert.Contains(workspace.Log.Messages, static message => message.Text.Contains("***", StringComparison.Ordinal)); // it said it, blotted out
        var texts = seen.Concat(workspace.Log.Messages.Select(static message => message.Text)).Concat(Directory.EnumerateFiles(workspace.Folder, "*", SearchOption.AllDirectories).Where(static file => !file.EndsWith("token.txt", StringComparison.Ordinal)).Select(Plain));
        Assert.All(texts, static text => Assert.False(text.Contains(Secret, StringComparison.Ordinal) || text.Contains(Password, StringComparison.Ordinal)));
    }

    [Theory]
    [Trips]
    [InlineData("{ id: token, env: LEGION_TEST_NOWHERE }", "the environment variable LEGION_TEST_NOWHERE is not set")]
    [InlineData("{ id: token, file: nowhere.txt }", "the file 'nowhere.txt' is not there")]
    public async Task A_secret_that_is_not_to_be_had_is_an_error_where_the_manifest_names_it(string secret, string what)
    {
        using var workspace = EngineBed.WithBase("FROM base\nRUN [\"/bin/busybox\", \"true\"]\n", $", secrets: [{secret}]");
        workspace.Options = await engines.NeedAsync("buildah");
        await workspace.BuildAsync();
        var finding = Assert.Single(workspace.Log.Diagnostics);
        Assert.Equal(ImageRules.MissingSecret, finding.Rule);
        Assert.Contains(what, finding.Message, StringComparison.Ordinal);
        Assert.EndsWith("distributions.yaml:8", finding.Location.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Arguments_target_network_and_time_reach_the_build(string engine)
    {
        const string dockerfile = """
            FROM base AS wanted
            ARG GREETING=unset
            ARG SOURCE_DATE_EPOCH
            RUN ["/bin/busybox", "sh", "-c", "echo \"$GREETING\" > /greeting; echo \"$SOURCE_DATE_EPOCH\" > /epoch; ls /sys/class/net > /networks 2>/dev/null || cut -d: -f1 /proc/net/dev | tail -n +3 > /networks"]
            FROM wanted
            RUN ["/bin/busybox", "false"]
            """;
        using var workspace = EngineBed.WithBase(dockerfile, ", target: wanted, network: none, args: { GREETING: 'a ${b} %{c} \"d\"' }");
        workspace.Epoch = 1_600_000_000;
        workspace.Options = await engines.NeedAsync(engine);
        Environment.SetEnvironmentVariable("BUILDAH_ISOLATION", "oci");
        try
        {
            await workspace.BuildOneAsync();
        }
        finally
        {
            Environment.SetEnvironmentVariable("BUILDAH_ISOLATION", "chroot");
        }

        var root = await EngineBed.UnpackAsync(workspace, "web");
        Assert.Equal("a ${b} %{c} \"d\"\n", await File.ReadAllTextAsync(Path.Join(root, "greeting")));
        Assert.Equal("1600000000\n", await File.ReadAllTextAsync(Path.Join(root, "epoch")));
        Assert.Equal("lo", (await File.ReadAllTextAsync(Path.Join(root, "networks"))).Trim());
    }

    [Theory]
    [InlineData("podman")]
    [InlineData("buildah")]
    public async Task A_network_that_chroot_isolation_cannot_give_is_an_error(string engine)
    {
        using var workspace = EngineBed.WithBase("FROM base\nRUN [\"/bin/busybox\", \"true\"]\n", ", network: none");
        workspace.Options = await engines.NeedAsync(engine);
        await workspace.BuildAsync();
        Assert.Contains("BUILDAH_ISOLATION", Assert.Single(workspace.Log.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Caching))]
    public async Task A_cache_is_exported_to_a_registry_and_imported_from_it(string engine)
    {
        var cache = $"{await engines.RegistryAsync()}/cache/{engine}";
        var nonce = Path.GetRandomFileName();
        var (to, from) = engine == "remote" ? ($"type=registry,ref={cache},mode=max", $"type=registry,ref={cache}") : (cache, cache);
        var dockerfile = $"FROM base\nRUN [\"/bin/busybox\", \"sh\", \"-c\", \"echo {nonce} > /nonce; head -c 16 /dev/urandom > /random\"]\n";
        byte[] first;
        using (var workspace = EngineBed.WithBase(dockerfile, $", cacheTo: ['{to}']"))
        {
            workspace.Options = await engines.NeedAsync(engine);
            await workspace.BuildOneAsync();
            first = await File.ReadAllBytesAsync(Path.Join(await EngineBed.UnpackAsync(workspace, "web"), "random"));
        }

        // Another machine, which has nothing but the registry.
        await EngineFixture.ForgetAsync(engine);
        using var other = EngineBed.WithBase(dockerfile, $", cacheFrom: ['{from}']");
        other.Options = await engines.NeedAsync(engine);
        await other.BuildOneAsync();
        Assert.Equal(first, await File.ReadAllBytesAsync(Path.Join(await EngineBed.UnpackAsync(other, "web"), "random")));
    }

    // Nothing runs, so no processor need be another.
    [Theory]
    [InlineData("docker next")]
    [MemberData(nameof(Engines))]
    public async Task Several_platforms_make_an_index_over_bases_of_the_same(string engine)
    {
        var far = $"{await engines.RegistryAsync()}/base/several:1";
        using (var seed = new Workspace().Manifest("seed: { dockerfile: seed, platforms: [linux/amd64, linux/arm64] }").File("seed/Dockerfile", "FROM scratch\nARG TARGETARCH\nENV BASE=$TARGETARCH\nCOPY a.txt /$TARGETARCH\n").File("seed/a.txt", "a"))
        {
            await seed.BuildOneAsync("seed");
            await Tool.RunAsync("skopeo", "copy", "--all", "--quiet", "--dest-tls-verify=false", $"oci:{seed.Layout}:seed", "docker://" + far);
        }

        using var workspace = new Workspace().Manifest("base: { dockerfile: base, platforms: [linux/amd64, linux/arm64] }\nweb: { dockerfile: web, platforms: [linux/amd64, linux/arm64] }\nfar: { dockerfile: far, platforms: [linux/amd64, linux/arm64] }")
            .File("far/Dockerfile", $"FROM {far}\nARG TARGETARCH\nENV WEB=$TARGETARCH\nCOPY a.txt /\n").File("far/a.txt", "a")
            .File("base/Dockerfile", "FROM scratch\nARG TARGETARCH\nENV BASE=$TARGETARCH\nCOPY a.txt /base.txt\n").File("base/a.txt", "a").File("web/Dockerfile", "FROM base\nARG TARGETARCH\nENV WEB=$TARGETARCH\nCOPY a.txt /\n").File("web/a.txt", "a");
        workspace.Options = await engines.NeedAsync(engine);
        var built = await workspace.BuildAsync();
        Assert.True(workspace.Errors.Count == 0, string.Join('\n', workspace.Log.Diagnostics));
        Assert.Equal(["base", "web", "far"], built.Select(static artifact => artifact.Name));
        foreach (var name in new[] { "web", "far" })
        {
            foreach (var architecture in new[] { "amd64", "arm64" })
            {
                var config = await Tool.RunAsync("skopeo", "--override-arch", architecture, "inspect", "--config", $"oci:{workspace.Layout}:{name}");
                Assert.Contains($"\"architecture\":\"{architecture}\"", config.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
                Assert.Contains("BASE=" + architecture, config, StringComparison.Ordinal);
                Assert.Contains("WEB=" + architecture, config, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("docker")]
    [InlineData("remote")]
    public async Task One_bake_builds_several_images_and_says_which_speaks(string engine)
    {
        using var workspace = EngineBed.AddBusybox(new Workspace()).Manifest("base: { dockerfile: base }\none.a: { dockerfile: one }\ntwo: { dockerfile: two }\nplain: { dockerfile: plain }");
        foreach (var name in new[] { "one", "two" }) workspace.File(name + "/Dockerfile", $"FROM base\nRUN [\"/bin/busybox\", \"sh\", \"-c\", \"echo speaks-{name}-{Path.GetRandomFileName()} > /said; cat /said; sleep 1\"]\n");
        workspace.File("plain/Dockerfile", "FROM base\nCOPY a.txt /\n").File("plain/a.txt", "a");
        workspace.Options = await engines.NeedAsync(engine) with { Engine = "auto" };
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var building = workspace.BuildAsync();
        while (!building.IsCompleted)
        {
            seen.UnionWith(EngineBed.CommandLines().Where(static line => line.Contains("docker-bake.json", StringComparison.Ordinal) && line.Contains(" buildx ", StringComparison.Ordinal)));
            await Task.WhenAny(building, Task.Delay(20));
        }

        Assert.True(workspace.Errors.Count == 0, string.Join('\n', workspace.Log.Diagnostics));
        Assert.Equal(["base embedded", "one.a docker buildx", "two docker buildx", "plain embedded"], (await building).Select(static artifact => artifact.Name + " " + artifact.How));
        Assert.Single(seen.Select(static line => line[line.IndexOf(" --file ", StringComparison.Ordinal)..]).Distinct());
        foreach (var (name, word) in new[] { ("one.a", "speaks-one"), ("two", "speaks-two") })
        {
            Assert.Contains(workspace.Log.Messages, message => message.Artifact == name && message.Text.Contains(word, StringComparison.Ordinal));
            Assert.DoesNotContain(workspace.Log.Messages, message => message.Artifact != name && message.Text.Contains(" " + word, StringComparison.Ordinal));
        }

        // Each is told why it is built by what builds it.
        Assert.Contains(workspace.Log.Messages, static message => message.Artifact == "plain" && message.Text == "assembled in-process: its Dockerfile runs nothing");
        Assert.Contains(workspace.Log.Messages, static message => message.Artifact == "two" && message.Text.StartsWith("built by docker buildx: its Dockerfile has RUN, and docker has buildx, with a builder of the kind '", StringComparison.Ordinal));
    }

    [Fact]
    [Trips("LEGION303")]
    [Spares("LEGION303")]
    public async Task Auto_takes_the_first_engine_that_works_and_without_any_says_what_is_missing()
    {
        Tool.Need("buildah", "buildah");
        await engines.NeedAsync("buildah");
        using var workspace = EngineBed.WithBase("FROM base\nRUN [\"/bin/busybox\", \"true\"]\n");
        var (path, folder) = (Environment.GetEnvironmentVariable("PATH"), Path.Join(workspace.Folder, "programs"));
        Directory.CreateDirectory(folder);
        try
        {
            Environment.SetEnvironmentVariable("PATH", folder);
            Assert.Equal(["base"], (await workspace.BuildAsync()).Select(static artifact => artifact.Name));
            var finding = Assert.Single(workspace.Log.Diagnostics);
            Assert.Equal(ImageRules.EngineNeeded, finding.Rule);
            Assert.EndsWith("web/Dockerfile:2", finding.Location.ToString(), StringComparison.Ordinal);
            Assert.Contains("docker is not installed; podman is not installed; buildah is not installed", finding.Message, StringComparison.Ordinal);

            // docker and podman are there and do not work: the third can.
            foreach (var broken in new[] { "docker", "podman" }) File.CreateSymbolicLink(Path.Join(folder, broken), "/bin/false");
            Environment.SetEnvironmentVariable("PATH", folder + Path.PathSeparator + path);
            Assert.Equal("buildah", (await workspace.BuildOneAsync()).How);
            Assert.Contains(workspace.Log.Messages, static message => message.Artifact == "web" && message.Text.Contains("buildah is installed (docker does not answer", StringComparison.Ordinal));
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
        }
    }

    [Theory]
    [Trips]
    [InlineData("auto")]
    [InlineData("docker")]
    public async Task A_builder_that_is_asked_for_and_is_not_there_is_an_error_that_names_it(string engine)
    {
        using var workspace = EngineBed.WithBase("FROM base\nRUN [\"/bin/busybox\", \"true\"]\n");
        workspace.Options = await engines.NeedAsync("remote") with { Engine = engine, Builder = "legion-remotes" };
        await workspace.BuildAsync();
        var finding = workspace.Log.Diagnostics.First(); // where the engine was to build the base as well, what begins from it has nothing to begin from
        Assert.Equal("LEGION311", finding.Rule.Id);
        Assert.Contains("LegionBuilder names the builder 'legion-remotes'", finding.Message, StringComparison.Ordinal);
        Assert.Contains("did you mean 'legion-remote'?", finding.Message, StringComparison.Ordinal);
        Assert.Contains("docker buildx create --name legion-remotes", finding.Message, StringComparison.Ordinal);

        // The right name is no error, and where the image says what builds it, nobody asks for the builder.
        workspace.Options = workspace.Options with { Builder = EngineFixture.RemoteBuilder };
        Assert.Equal("docker buildx", (await workspace.BuildOneAsync()).How);
    }

    [Theory]
    [Trips]
    [InlineData(", secrets: [{ id: token, env: PATH }]", "RUN [\"/bin/busybox\", \"true\"]\n", "a build secret")]
    [InlineData("", "RUN <<END\n/bin/busybox true\nEND\n", "a here-document")]
    [InlineData("", "RUN --mount=type=tmpfs,target=/x [\"/bin/busybox\", \"true\"]\n", "--mount of RUN")]
    public async Task What_docker_s_first_builder_cannot_do_is_an_error_that_says_what_can(string more, string run, string what)
    {
        using var workspace = EngineBed.WithBase("FROM base\n" + run, more);
        workspace.Options = await engines.NeedAsync("docker classic");
        await workspace.BuildAsync();
        Assert.All(workspace.Errors, static id => Assert.Equal("LEGION312", id)); // one an image that it was to build
        var message = workspace.Log.Diagnostics.Last().Message;
        Assert.Contains(what + " takes BuildKit, which this docker has through buildx alone", message, StringComparison.Ordinal);
        Assert.Contains("install docker-buildx, podman or buildah", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task RUN_mounts_files_of_another_image_of_the_manifest(string engine)
    {
        using var workspace = EngineBed.WithBase("FROM base\nRUN --mount=type=bind,from=base,source=/etc,target=/mounted cat /mounted/passwd > /seen\n");
        workspace.Options = await engines.NeedAsync(engine);
        await workspace.BuildOneAsync();
        Assert.Equal("root:x:0:0::/:/bin/sh\n", await File.ReadAllTextAsync(Path.Join(await EngineBed.UnpackAsync(workspace, "web"), "seen")));
    }

    // A layer's content, and what is none as it stands.
    private static string Plain(string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (bytes is not [0x1f, 0x8b, ..]) return System.Text.Encoding.Latin1.GetString(bytes);
        using var plain = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress)) gzip.CopyTo(plain);
        return System.Text.Encoding.Latin1.GetString(plain.ToArray());
    }
}
