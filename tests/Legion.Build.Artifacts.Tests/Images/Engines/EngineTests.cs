using Legion.Build.Artifacts.Images;
using Legion.Build.TestServers;

namespace Legion.Build.Artifacts.Tests.Images.Engines;

[Collection(nameof(EngineGroup))]
public class EngineTests(EngineFixture engines)
{
    private const string RunDockerfile = """
        FROM base
        RUN ["/bin/busybox", "sh", "-c", "mkdir -p /data && echo made > /data/file && chmod 4755 /data/file && ln -s file /data/link && ln /data/file /data/hard && dd if=/dev/zero of=/data/large bs=1M count=3 2>/dev/null"]
        COPY --chown=1000:1000 hello.txt /srv/
        USER 1000:1000
        LABEL org.example.run=yes
        CMD ["/bin/busybox", "cat", "/data/file"]
        """;

    private const string PlainDockerfile = """
        FROM scratch AS files
        COPY docs/ /all/
        FROM base
        ENV GREETING=hello PLACE="the world"
        COPY --from=files /all/one.txt /srv/
        COPY --chown=7:8 hello.txt /srv/renamed.txt
        COPY --chmod=700 docs /srv/docs
        COPY . /seen/
        WORKDIR /srv/work
        EXPOSE 8080 53/udp
        VOLUME /srv/volume
        USER 7:8
        STOPSIGNAL SIGQUIT
        HEALTHCHECK --interval=10s --timeout=3s CMD ["/bin/busybox", "true"]
        LABEL org.example.who="${PLACE}"
        ENTRYPOINT ["/bin/busybox"]
        CMD ["echo", "$GREETING"]
        """;

    public static TheoryData<string> Engines => EngineFixture.All;

    [Theory]
    [InlineData("docker next")]
    [InlineData("docker classic")]
    [InlineData("docker classic next")]
    [MemberData(nameof(Engines))]
    public async Task An_engine_builds_RUN_from_an_image_of_the_manifest(string engine)
    {
        using var workspace = EngineBed.WithBase(RunDockerfile);
        workspace.Options = await engines.NeedAsync(engine) with { Revision = "0123abc" };
        workspace.Epoch = 1_700_000_000;
        var web = await workspace.BuildOneAsync();
        Assert.Equal(engine switch { "docker" or "docker next" or "remote" => "docker buildx", "docker classic" or "docker classic next" => "docker build", _ => engine }, web.How);
        Assert.Contains(workspace.Log.Messages, message => message.Artifact == "web" && message.Text == $"built by {web.How}: it was asked for");
        var root = await EngineBed.UnpackAsync(workspace, "web");
        Assert.Equal("made\n", await File.ReadAllTextAsync(Path.Join(root, "data/file")));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Join(root, "data/file")).HasFlag(UnixFileMode.SetUser));
        Assert.Equal("file", new FileInfo(Path.Join(root, "data/link")).LinkTarget);
        Assert.Equal(3 << 20, new FileInfo(Path.Join(root, "data/large")).Length);
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(1_700_000_000), File.GetLastWriteTimeUtc(Path.Join(root, "data/large"))); // none is later
        var config = await EngineBed.ConfigAsync(workspace);
        foreach (var label in new[] { "title\":\"web", "version\":\"1.2.3", "revision\":\"0123abc", "created\":\"2023-11-14T22:13:20Z" }) Assert.Contains("\"org.opencontainers.image." + label + "\"", config, StringComparison.Ordinal);
        Assert.DoesNotContain("buildah", config, StringComparison.Ordinal);

        // The base's layer keeps its blob, and a second build finds nothing to do.
        var baseLayers = await EngineBed.LayersAsync(workspace, "base");
        Assert.Equal(baseLayers, (await EngineBed.LayersAsync(workspace, "web")).Take(baseLayers.Length));
        Assert.False((await workspace.BuildOneAsync()).Rebuilt);
    }

    // Equal: everything, bytes for bytes. The engine's layers are written anew without its clock; what RUN itself writes of the time is the program's.
    [Theory]
    [InlineData("docker next")]
    [InlineData("docker classic")]
    [MemberData(nameof(Engines))]
    public async Task RUN_twice_without_a_cache_gives_one_digest(string engine)
    {
        const string dockerfile = """
            FROM base
            RUN ["/bin/busybox", "sh", "-c", "echo ran-$(cat /proc/sys/kernel/random/uuid); mkdir -p /data/deep && echo made > /data/deep/file && ln -s file /data/deep/link && ln /data/deep/file /data/hard && rm /etc/group"]
            COPY docs /srv/docs
            RUN ["/bin/busybox", "sh", "-c", "head -c 100000 /dev/zero > /data/zeros; chown -R 7:8 /srv; touch /tmp/new; rm -r /srv/docs/more"]
            WORKDIR /work
            """;
        var options = await engines.NeedAsync(engine);
        var digests = new List<string>();
        var ran = new List<string>();
        foreach (var round in (string[])["first", "second"])
        {
            await EngineFixture.ForgetAsync(engine);
            using var workspace = EngineBed.WithBase(dockerfile);
            workspace.Options = options;
            workspace.Epoch = 1_600_000_000;
            digests.Add((await workspace.BuildOneAsync()).Digest!);
            ran.AddRange(workspace.Log.Messages.Select(static message => message.Text).Where(static text => text.Contains("ran-", StringComparison.Ordinal) && !text.Contains("$(", StringComparison.Ordinal)).Take(1));
        }

        Assert.Equal(2, ran.Select(static text => text[text.IndexOf("ran-", StringComparison.Ordinal)..]).Distinct().Count()); // nothing came out of a cache
        Assert.Equal(digests[0], digests[1]);
    }

    [Theory]
    [InlineData("docker classic")]
    [InlineData("docker classic next")]
    [MemberData(nameof(Engines))]
    public async Task Without_RUN_an_engine_gives_the_tree_and_configuration_of_the_embedded_assembler(string engine)
    {
        using var own = Plain(engine);
        using var theirs = Plain(engine);
        own.Options = new() { Engine = "embedded" };
        theirs.Options = await engines.NeedAsync(engine);
        await own.BuildOneAsync();
        await theirs.BuildOneAsync();
        var difference = EngineDifferences.Between(await EngineBed.TreeAsync(own), await EngineBed.TreeAsync(theirs));
        Assert.Equal(EngineDifferences.OfTrees(engine, "/srv/work 0:0"), difference);
        Assert.Equal(await EngineBed.ConfigAsync(own), await EngineBed.ConfigAsync(theirs));

        // An engine sees what the ignore file leaves of the Dockerfile's folder and of the sources, and nothing else.
        var root = await EngineBed.UnpackAsync(theirs, "web");
        Assert.Equal(
            ["Dockerfile", "docs", "docs/keep.tmp", "docs/more", "docs/more/run.sh", "docs/one.txt", "hello.txt", "shared", "shared/declared.txt"],
            Directory.EnumerateFileSystemEntries(Path.Join(root, "seen"), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Path.Join(root, "seen"), path)).Where(static path => path != ".dockerignore").Order(StringComparer.Ordinal));
    }

    // Docker's first builder knows no --chmod, and its client adds a name of its own to an ignore file that the build would see.
    private static Workspace Plain(string engine)
    {
        var isFirst = engine.StartsWith("docker classic", StringComparison.Ordinal);
        var workspace = EngineBed.WithBase(isFirst ? PlainDockerfile.Replace("--chmod=700 ", "", StringComparison.Ordinal) : PlainDockerfile).File("web/.dockerignore", "**/*.tmp\n!docs/keep.tmp\n" + (isFirst ? ".dockerignore\n" : "")).File("web/docs/lose.tmp", "l").File("web/docs/keep.tmp", "k").File("shared/declared.txt", "d").File("other/undeclared.txt", "u");
        return workspace.Manifest("base: { dockerfile: base }\nweb: { dockerfile: web, sources: [shared] }");
    }

    // Everything of the grammar that BuildKit has without a frontend of its own; it is the reference.
    [Theory]
    [InlineData("remote")]
    [InlineData("docker next")]
    public async Task The_grammar_means_to_BuildKit_what_it_means_to_the_embedded_assembler(string engine)
    {
        const string dockerfile = """
            # A comment, and no directive.
            ARG BASE=base
            FROM ${BASE} AS first
            ARG A=one
            ARG NAME
            ENV B=${A:+plus-$A} C=${NAME:-none} D="${A} \"quoted\" \$A" E='single $A' \
                # a comment between

                F=a\ b
            ENV OLD old style  value
            LABEL org.example.one=${B} "org.example.two"="with space" multi="line \
            continued"
            COPY <<first.txt <<"raw.txt" /here/
            $A and ${B}
            first.txt
            $A stays
            raw.txt
            COPY --chown=7:8 --chmod=640 ["hello.txt", "/srv/json name.txt"]
            WORKDIR /srv
            WORKDIR sub/$A
            FROM first AS second
            ARG A=other
            ENV G=$A H=$B
            COPY --link --from=first /here /there/
            COPY --from=0 /srv/ /srv-copy/
            COPY docs/*.txt docs/m?re/ /wild/
            FROM scratch AS unused
            COPY nothing /
            FROM second
            ADD --chown=1:2 --chmod=700 archive.tar /unpacked/
            EXPOSE 80 443/tcp 53/udp
            VOLUME ["/data", "/more"]
            STOPSIGNAL 9
            SHELL ["/bin/sh", "-ec"]
            USER 7
            HEALTHCHECK --interval=1m30s --timeout=5s --start-period=2s --retries=4 CMD echo $A
            ENTRYPOINT exec top -b
            CMD ["a", "b c"]
            ONBUILD COPY . /app
            """;
        var trees = new List<string>();
        var options = await engines.NeedAsync(engine);
        foreach (var chosen in (ImageOptions[])[new() { Engine = "embedded" }, options])
        {
            using var workspace = EngineBed.WithBase(dockerfile).File("web/nothing", "of use");
            workspace.Options = chosen;
            await Tool.RunAsync("tar", "--create", "--file", Path.Join(workspace.Root, "web/archive.tar"), "--directory", Path.Join(workspace.Root, "web"), "--mtime=@0", "--owner=5", "--group=6", "--mode=750", "docs");
            await workspace.BuildOneAsync();
            trees.Add(await EngineBed.TreeAsync(workspace) + "\n" + await EngineBed.ConfigAsync(workspace));
        }

        Assert.Equal([], EngineDifferences.Between(trees[0], trees[1]));
    }

    [Theory]
    [Trips]
    [InlineData("docker classic")]
    [MemberData(nameof(Engines))]
    public async Task A_failing_RUN_is_an_error_at_its_line_with_the_engines_last_words(string engine)
    {
        using var workspace = EngineBed.WithBase("FROM base\nCOPY hello.txt /\nRUN [\"/bin/busybox\", \"sh\", \"-c\", \"echo so sad; exit 3\"]\n");
        workspace.Options = await engines.NeedAsync(engine);
        var built = await workspace.BuildAsync();
        Assert.Equal(["base"], built.Select(static artifact => artifact.Name));
        var finding = Assert.Single(workspace.Log.Diagnostics);
        Assert.Equal(ImageRules.EngineFailed, finding.Rule);
        Assert.EndsWith("web/Dockerfile:3", finding.Location.ToString(), StringComparison.Ordinal);
        Assert.Contains("so sad", finding.Message, StringComparison.Ordinal);
        Assert.Contains(workspace.Log.Messages, static message => message.Artifact == "web" && message.Text.EndsWith("so sad", StringComparison.Ordinal));
    }

    [Theory]
    [Trips]
    [MemberData(nameof(Engines))]
    public async Task Something_undeclared_is_refused_at_its_line_before_any_engine_starts(string engine)
    {
        using var workspace = EngineBed.WithBase("FROM base\nARG WHAT=secret.txt\nRUN [\"/bin/busybox\", \"true\"]\nCOPY shared/${WHAT} /srv/\n", ", args: { WHAT: other.txt }").File("shared/other.txt", "outside");
        workspace.Options = await engines.NeedAsync(engine);
        await workspace.BuildAsync();
        var finding = Assert.Single(workspace.Log.Diagnostics);
        Assert.Equal("LEGION304", finding.Rule.Id);
        Assert.EndsWith("web/Dockerfile:4", finding.Location.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("distributions.yaml:8: sources: [shared/other.txt]", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Cancelling_ends_the_engine_within_two_seconds_and_leaves_nothing(string engine)
    {
        var options = await engines.NeedAsync(engine);
        var took = new List<double>();

        // The best of a few, for a disk that does other things besides; each time, nothing is left.
        for (var round = 0; round < 6 && !took.Exists(static seconds => seconds <= 2); round++)
        {
            var marker = "9" + Random.Shared.Next(100000, 999999);
            using var workspace = EngineBed.WithBase($"FROM base\nRUN [\"/bin/busybox\", \"sleep\", \"{marker}\"]\n");
            workspace.Options = options;
            using var cancel = new CancellationTokenSource();
            var building = workspace.BuildAsync(cancel.Token);
            bool Engines() => EngineBed.CommandLines().Any(line => line.Contains(workspace.Folder, StringComparison.Ordinal));
            bool Runs() => EngineBed.CommandLines().Any(line => line.EndsWith("sleep " + marker, StringComparison.Ordinal));
            Assert.True(await EngineBed.WaitForAsync(() => Runs() || building.IsCompleted, TimeSpan.FromMinutes(5)), "RUN did not begin");
            using var clock = new FairClock();
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => building);
            Assert.True(await EngineBed.WaitForAsync(() => !Runs() && !Engines(), TimeSpan.FromMinutes(2)), "what RUN started still runs, or the engine does");
            took.Add(clock.Elapsed.TotalSeconds);
            Assert.Empty(Directory.Exists(Path.Join(workspace.Folder, "obj/images/scratch")) ? Directory.GetFileSystemEntries(Path.Join(workspace.Folder, "obj/images/scratch")) : []);
        }

        Assert.Contains(took, static seconds => seconds <= 2);
    }
}
