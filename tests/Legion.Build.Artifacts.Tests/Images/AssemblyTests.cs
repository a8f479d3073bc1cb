using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace Legion.Build.Artifacts.Tests.Images;

public class AssemblyTests
{
    [Fact]
    public async Task Configuration_follows_the_reference()
    {
        using var workspace = Web("""
            ARG VERSION=1
            FROM scratch
            ARG VERSION
            ENV A=one B="$A two"
            ENV A=three C="${A}!" V=$VERSION
            LABEL org.example.v="$V"
            WORKDIR /srv
            WORKDIR app
            EXPOSE 8000-8001 53/UDP
            HEALTHCHECK --interval=1m30s --retries=3 CMD test -f /x
            SHELL ["/bin/bash", "-c"]
            CMD echo $A
            ENTRYPOINT ["/run"]
            ONBUILD COPY . /x
            """, ", args: { VERSION: '7' }");
        await workspace.BuildOneAsync();
        var config = await ConfigAsync(workspace);
        Assert.Equal(["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "A=three", "B= two", "C=one!", "V=7"], Texts(config.GetProperty("Env")));
        Assert.Equal("/srv/app", config.GetProperty("WorkingDir").GetString());
        Assert.Equal(["53/udp", "8000/tcp", "8001/tcp"], config.GetProperty("ExposedPorts").EnumerateObject().Select(static p => p.Name));
        Assert.Equal(["/bin/bash", "-c", "echo $A"], Texts(config.GetProperty("Cmd")));
        Assert.Equal(90_000_000_000, config.GetProperty("Healthcheck").GetProperty("Interval").GetInt64());
        Assert.Equal(["COPY . /x"], Texts(config.GetProperty("OnBuild")));
        Assert.Equal("7", config.GetProperty("Labels").GetProperty("org.example.v").GetString());
        Assert.Equal("1.2.3", config.GetProperty("Labels").GetProperty("org.opencontainers.image.version").GetString());
    }

    [Fact]
    public async Task Copies_land_where_and_as_the_reference_says()
    {
        using var workspace = Web("""
            FROM scratch
            COPY --chmod=u=rwX,go=rX --chown=5 a.txt tool /one/
            COPY tree /two
            COPY tree/*.txt /three/
            COPY --exclude=*.txt tree /four
            COPY --parents tree/./deep/*.txt tree/x.txt /five/
            COPY <<greeting <<'raw' /six/
            hello $PATH
            greeting
            raw $PATH
            raw
            COPY --link a.txt /seven
            """);
        workspace.File("web/a.txt", "a").File("web/tool", "t", executable: true).File("web/tree/x.txt", "x").File("web/tree/y.md", "y").File("web/tree/deep/z.txt", "z");
        await workspace.BuildOneAsync();
        var entries = await EntriesAsync(workspace);
        Assert.Equal(
            [
                "five/", "five/deep/", "five/deep/z.txt", "five/tree/", "five/tree/x.txt", "four/", "four/deep/", "four/deep/z.txt", "four/y.md", "one/", "one/a.txt", "one/tool", "seven", "six/", "six/greeting", "six/raw",
                "three/", "three/x.txt", "two/", "two/deep/", "two/deep/z.txt", "two/x.txt", "two/y.md",
            ],
            entries.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((5, 5, 0b110_100_100), (entries["one/a.txt"].Uid, entries["one/a.txt"].Gid, (int)entries["one/a.txt"].Mode));
        Assert.Equal(0b111_101_101, (int)entries["one/tool"].Mode);
        Assert.Equal("hello /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n", entries["six/greeting"].Text);
        Assert.Equal("raw $PATH\n", entries["six/raw"].Text);
        Assert.All(entries.Values, static entry => Assert.Equal(0, entry.Time));
    }

    [Fact]
    [Spares("LEGION310", "LEGION320")]
    public async Task ADD_unpacks_local_archives_and_COPY_does_not()
    {
        using var workspace = Web("FROM scratch\nADD a.tar.gz /added/\nCOPY a.tar.gz /copied/\n");
        await using (var file = File.Create(Path.Join(workspace.Root, "web/a.tar.gz")))
        await using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
        await using (var tar = new TarWriter(gzip))
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "dir/file") { Uid = 3, Gid = 4, Mode = (UnixFileMode)0b110_000_000, DataStream = new MemoryStream("in"u8.ToArray()) });
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.HardLink, "dir/hard") { LinkName = "dir/file" });
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, "dir/soft") { LinkName = "file" });
        }

        await workspace.BuildOneAsync();
        var entries = await EntriesAsync(workspace);
        Assert.Equal(["added/", "added/dir/", "added/dir/file", "added/dir/hard", "added/dir/soft", "copied/", "copied/a.tar.gz"], entries.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((3, 4, "in"), (entries["added/dir/file"].Uid, entries["added/dir/file"].Gid, entries["added/dir/file"].Text));
        Assert.Equal(("added/dir/file", "file"), (entries["added/dir/hard"].Link, entries["added/dir/soft"].Link));
    }

    [Theory]
    [Trips]
    [InlineData("FROM scratch\nCOPY other/x.txt /\n", "LEGION304", 1, "sources: [other/x.txt]")]
    [InlineData("FROM scratch\nCOPY nothing /\n", "LEGION305", 1, "no 'nothing'")]
    [InlineData("FROM scratch\nCOPY hidden.txt /\n", "LEGION305", 1, "!hidden.txt")]
    [InlineData("FROM scratch\nCOPY a.txt b.txt /dest\n", "LEGION313", 1, "end with a slash")]
    [InlineData("FROM scratch\nCOPY --chown=nobody a.txt /\n", "LEGION314", 1, "no user 'nobody'")]
    [InlineData("FROM scratch\nADD https://example.org/x /\n", "LEGION310", 1, "example.org")]
    [InlineData("FROM scratch\nEXPOSE many\n", "LEGION313", 1, "no port")]
    [InlineData("FROM scratch\nSTOPSIGNAL SIGSOMETHING\n", "LEGION313", 1, "no signal")]
    [InlineData("FROM scratch\nLABEL a=${b\n", "LEGION306", 1, "'}'")]
    [InlineData("FROM scratch\nCOPY --from=7 a /\n", "LEGION307", 1, "'7'")]
    [InlineData("FROM scratch\nCOPY --from=x/y$z a /\n", "LEGION306", 1, "no variables")]
    [InlineData("ENV a=b\nFROM scratch\n", "LEGION301", 0, "before the first FROM")]
    public async Task A_mistake_names_the_line_of_the_Dockerfile(string dockerfile, string rule, int line, string words)
    {
        using var workspace = Web(dockerfile).File("web/a.txt", "a").File("web/b.txt", "b").File("web/hidden.txt", "h").File("web/.dockerignore", "hidden.txt\n").File("other/x.txt", "x");
        Assert.Empty(await workspace.BuildAsync());
        var finding = Assert.Single(workspace.Log.Diagnostics);
        Assert.Equal((rule, line), (finding.Rule.Id, finding.Location.Span.StartLine));
        Assert.EndsWith("Dockerfile", finding.Location.Path, StringComparison.Ordinal);
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    public async Task RUN_with_the_embedded_engine_is_refused_at_its_line()
    {
        using var workspace = Web("FROM scratch\n\nRUN make\n");
        workspace.Options = new() { Engine = "embedded" };
        Assert.Empty(await workspace.BuildAsync());
        var finding = Assert.Single(workspace.Log.Diagnostics);
        Assert.Equal(("LEGION323", 2), (finding.Rule.Id, finding.Location.Span.StartLine));
    }

    [Fact]
    [Trips]
    public async Task A_missing_Dockerfile_is_found_at_the_manifests_line_and_the_others_come_out()
    {
        using var workspace = new Workspace().Manifest("lost: { dockerfile: nowhere/Dockerfile }\nweb: { dockerfile: web }").File("web/Dockerfile", "FROM scratch\n");
        Assert.Equal(["web"], (await workspace.BuildAsync()).Select(static artifact => artifact.Name));
        var finding = Assert.Single(workspace.Log.Diagnostics);
        Assert.Equal("LEGION300", finding.Rule.Id);
        Assert.EndsWith("distributions.yaml:7", finding.Location.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    [Spares("LEGION308")]
    public async Task An_image_may_begin_from_another_of_the_manifest_and_a_circle_is_an_error()
    {
        using var workspace = new Workspace().Manifest("web: { dockerfile: web }\nbase: { dockerfile: base }")
            .File("web/Dockerfile", "FROM base\nCOPY a.txt /etc/\n").File("web/a.txt", "a")
            .File("base/Dockerfile", "FROM scratch\nCOPY b.txt /etc/\nONBUILD LABEL triggered=yes\n").File("base/b.txt", "b");
        Assert.Equal(["web", "base"], (await workspace.BuildAsync()).Select(static artifact => artifact.Name));
        Assert.Equal(["etc/", "etc/a.txt", "etc/b.txt"], (await EntriesAsync(workspace)).Keys.Order(StringComparer.Ordinal));
        Assert.Equal("yes", (await ConfigAsync(workspace)).GetProperty("Labels").GetProperty("triggered").GetString());

        workspace.File("base/b.txt", "changed");
        Assert.All(await workspace.BuildAsync(), static artifact => Assert.True(artifact.Rebuilt));
        workspace.File("base/Dockerfile", "FROM web\n");
        Assert.Empty(await workspace.BuildAsync());
        Assert.Equal(["LEGION308"], workspace.Errors);
    }

    [Fact]
    public async Task Changed_one_rebuilt_one_unchanged_layers_keep_their_blobs_and_garbage_goes()
    {
        using var workspace = new Workspace().Manifest("web: { dockerfile: web }\nother: { dockerfile: other }")
            .File("web/Dockerfile", "FROM scratch\nCOPY big /big\nCOPY small /small\n").File("web/big", new string('x', 100_000)).File("web/small", "1")
            .File("other/Dockerfile", "FROM scratch\nCOPY a /a\n").File("other/a", "a");
        await workspace.BuildAsync();
        var before = Blobs(workspace);
        workspace.File("web/small", "2");
        var built = await workspace.BuildAsync();
        Assert.Equal([true, false], built.Select(static artifact => artifact.Rebuilt));
        var after = Blobs(workspace);
        Assert.Equal(before.Count, after.Count);
        Assert.Equal(3, before.Keys.Except(after.Keys).Count()); // the small layer, the configuration, the manifest
        Assert.All(before.Where(blob => after.ContainsKey(blob.Key)), blob => Assert.Equal(blob.Value, after[blob.Key]));
    }

    [Fact]
    public async Task A_build_that_fails_leaves_what_was_there()
    {
        using var workspace = Web("FROM scratch\nCOPY a.txt /\n").File("web/a.txt", "a");
        var first = await workspace.BuildOneAsync();
        workspace.File("web/Dockerfile", "FROM scratch\nCOPY missing /\n");
        Assert.Empty(await workspace.BuildAsync());
        using var index = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Join(workspace.Layout, "index.json")));
        Assert.Equal(first.Digest, index.RootElement.GetProperty("manifests")[0].GetProperty("digest").GetString());
        Assert.True(File.Exists(Path.Join(workspace.Layout, "blobs/sha256", first.Digest[7..])));
    }

    [Fact]
    public async Task Several_platforms_make_an_index_and_see_their_own_arguments()
    {
        using var workspace = Web("FROM scratch\nARG TARGETARCH\nENV ARCH=$TARGETARCH\n", ", platforms: [linux/amd64, linux/arm64]");
        await workspace.BuildOneAsync();
        foreach (var architecture in new[] { "amd64", "arm64" })
        {
            Tool.Need("skopeo", "skopeo");
            using var config = JsonDocument.Parse(await Tool.RunAsync("skopeo", "--override-arch", architecture, "inspect", "--config", $"oci:{workspace.Layout}:web"));
            Assert.Contains("ARCH=" + architecture, Texts(config.RootElement.GetProperty("config").GetProperty("Env")));
        }
    }

    [Fact]
    public async Task The_sources_stand_under_their_paths_from_the_root_whichever_form_the_Dockerfile_takes()
    {
        using var workspace = new Workspace().Manifest("folder: { dockerfile: c/web, sources: [lib/a] }\nfile: { dockerfile: c/web/Dockerfile.file, sources: [lib/a] }")
            .File("c/web/Dockerfile", "FROM scratch\nCOPY own.txt lib/a/x.txt /\n").File("c/web/Dockerfile.file", "FROM scratch\nCOPY c/web/own.txt lib/a/x.txt /\n")
            .File("c/web/own.txt", "own").File("lib/a/x.txt", "x").File("lib/b/y.txt", "y");
        Assert.Equal(2, (await workspace.BuildAsync()).Count);
        Assert.Empty(workspace.Errors);
    }

    private static Workspace Web(string dockerfile, string more = "") =>
        new Workspace().Manifest($"web: {{ dockerfile: web{more} }}").File("web/Dockerfile", dockerfile);

    private static Dictionary<string, DateTime> Blobs(Workspace workspace) =>
        Directory.GetFiles(Path.Join(workspace.Layout, "blobs", "sha256")).ToDictionary(static file => Path.GetFileName(file), File.GetLastWriteTimeUtc);

    private static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(static text => text.GetString()!)];

    private static async Task<(JsonElement Manifest, JsonElement Config)> ReadAsync(Workspace workspace)
    {
        async Task<JsonElement> Blob(string digest) => JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Join(workspace.Layout, "blobs/sha256", digest[7..]))).RootElement;
        using var index = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Join(workspace.Layout, "index.json")));
        var web = index.RootElement.GetProperty("manifests").EnumerateArray().First(static m => m.GetProperty("annotations").GetProperty("org.opencontainers.image.ref.name").GetString() == "web");
        var manifest = await Blob(web.GetProperty("digest").GetString()!);
        return (manifest, await Blob(manifest.GetProperty("config").GetProperty("digest").GetString()!));
    }

    private static async Task<JsonElement> ConfigAsync(Workspace workspace) => (await ReadAsync(workspace)).Config.GetProperty("config");

    private static async Task<Dictionary<string, (int Uid, int Gid, UnixFileMode Mode, string Text, string Link, long Time)>> EntriesAsync(Workspace workspace)
    {
        var entries = new Dictionary<string, (int, int, UnixFileMode, string, string, long)>();
        foreach (var layer in (await ReadAsync(workspace)).Manifest.GetProperty("layers").EnumerateArray())
        {
            await using var blob = File.OpenRead(Path.Join(workspace.Layout, "blobs/sha256", layer.GetProperty("digest").GetString()![7..]));
            await using var gzip = new GZipStream(blob, CompressionMode.Decompress);
            await using var tar = new TarReader(gzip);
            while (await tar.GetNextEntryAsync() is { } entry)
            {
                var text = entry.DataStream is null ? "" : await new StreamReader(entry.DataStream).ReadToEndAsync();
                entries[entry.Name] = (entry.Uid, entry.Gid, entry.Mode, text, entry.LinkName, entry.ModificationTime.ToUnixTimeSeconds());
            }
        }

        return entries;
    }
}
