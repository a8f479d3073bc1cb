using System.Security.Cryptography;
using Legion.Build.Publishing.Tests.Kills;
using Legion.Build.Publishing.Tests.Support;
using Legion.Build.TestServers;
using Legion.Build.TestServers.Faults;

namespace Legion.Build.Publishing.Tests;

public sealed class RaceTests
{
    private const string ImagesManifest = """
        apiVersion: legion.build/v1
        product: Legion
        channels:
          release: { versions: stable }
        repositories:
          images: { type: oci, url: registry.example.org/legion }
        publish:
          images: { release: images }
        images:
          edge: { dockerfile: edge }
          edi: { dockerfile: edi }
        """;

    private const string PackagesManifest = """
        apiVersion: legion.build/v1
        product: Legion
        channels:
          release: { versions: stable }
        repositories:
          charts: { type: helm-http, url: https://nexus.example.org/helm/ }
          python: { type: pypi, url: https://nexus.example.org/pypi/ }
        publish:
          charts: { release: charts }
          python: { release: python }
        charts:
          legion: { path: helms/legion }
        python:
          legion: { path: sdk }
        """;

    [Fact]
    public async Task Twenty_publishers_at_once_into_one_place_leave_twenty_sets_of_entries()
    {
        var platforms = Enumerable.Range(0, 20).Select(static i => new Platform(version: $"1.0.{i}")).ToList();
        try
        {
            var shared = platforms[0].Rehearsal;
            var logs = platforms.Select(static _ => new RecordingLog()).ToList();
            var records = await Task.WhenAll(platforms.Select((p, i) => Task.Run(() => ReleaseStation.PublishAsync(p.Request with { RehearseTo = shared }, logs[i], CancellationToken.None))));

            Assert.All(records.Zip(logs), static r => Assert.True(r.First is not null, r.Second.Everything));
            var bare = Path.Combine(shared, "charts.git");
            var index = Tool.Run("git", "-C", bare, "show", "main:index.yaml").Split('\n');
            foreach (var platform in platforms)
            {
                Assert.Equal(2, index.Count(l => l.Trim() == "version: " + platform.Version));
                Assert.True(await ReleaseStation.VerifyAsync(platform.Request with { RehearseTo = shared }, new RecordingLog(), CancellationToken.None));
            }

            // One commit a publisher, in one line: nobody forced, nobody published twice.
            Assert.Equal("20", Tool.Run("git", "-C", bare, "rev-list", "--count", "main"));
            Assert.Equal("", Tool.Run("git", "-C", bare, "rev-list", "--merges", "main"));
            Assert.Equal(40, (await File.ReadAllTextAsync(Path.Combine(shared, "python", "simple", "legion", "index.html"))).Split("<a ").Length - 1);
        }
        finally
        {
            platforms.ForEach(static p => p.Dispose());
        }
    }

    [Fact]
    public async Task Of_publishers_of_other_bytes_under_one_version_one_arrives_and_the_others_are_told()
    {
        var platforms = Enumerable.Range(0, 8).Select(static i => new Platform(seed: "of publisher " + i)).ToList();
        try
        {
            var shared = platforms[0].Rehearsal;
            var logs = platforms.Select(static _ => new RecordingLog()).ToList();
            var records = await Task.WhenAll(platforms.Select((p, i) => Task.Run(() => ReleaseStation.PublishAsync(p.Request with { RehearseTo = shared }, logs[i], CancellationToken.None))));

            var winner = Array.FindIndex(records, static r => r is not null);
            Assert.Single(records, static r => r is not null);
            for (var i = 0; i < logs.Count; i++)
            {
                if (i == winner) Assert.Empty(logs[i].Diagnostics);
                else Assert.All(logs[i].Ids, static id => Assert.Contains(id, (string[])["LEGION513", "LEGION516"]));
            }

            Assert.True(await ReleaseStation.VerifyAsync(platforms[winner].Request with { RehearseTo = shared }, new RecordingLog(), CancellationToken.None));
        }
        finally
        {
            platforms.ForEach(static p => p.Dispose());
        }
    }

    [Fact]
    public async Task Twenty_processes_that_push_into_one_bare_repository_at_once_leave_twenty_sets_of_entries()
    {
        const string Manifest = """
            apiVersion: legion.build/v1
            product: Legion
            channels:
              release: { versions: stable }
            repositories:
              charts: { type: helm-git, url: https://git.example.org/charts }
            publish:
              charts: { release: charts }
            charts:
              legion: { path: helms/legion, installAfter: [legion-crds] }
              legion-crds: { path: helms/legion-crds }
            """;
        var bare = Directory.CreateTempSubdirectory("legion-charts-").FullName;
        var platforms = Enumerable.Range(0, 20).Select(static i => new Platform(Manifest, version: $"1.0.{i}")).ToList();
        try
        {
            Tool.Run("git", "init", "--quiet", "--bare", "--initial-branch=main", bare);
            Tool.Run("git", "-C", bare, "config", "core.logAllRefUpdates", "always");
            var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["LEGION_CHARTS_URL"] = "file://" + bare };

            var ends = await Task.WhenAll(platforms.Select(p => Task.Factory.StartNew(
                () => Subject.Publish(new SubjectJob(p.Root, Manifest, p.Version, variables)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

            Assert.All(ends, static e => Assert.True(e.ExitCode == 0, e.Output));
            var index = Tool.Run("git", "-C", bare, "show", "main:index.yaml").Split('\n');
            var files = Tool.Run("git", "-C", bare, "ls-tree", "--name-only", "main").Split('\n');
            Assert.Equal(41, files.Length);
            foreach (var platform in platforms)
            {
                Assert.Equal(2, index.Count(l => l.Trim() == "version: " + platform.Version));
                foreach (var file in Directory.GetFiles(Path.Combine(platform.Output, "charts")))
                {
                    Assert.Equal(Tool.Run("git", "hash-object", "--no-filters", file), Tool.Run("git", "-C", bare, "rev-parse", "main:" + Path.GetFileName(file)));
                    Assert.Single(index, l => l.Contains(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))), StringComparison.Ordinal));
                }
            }

            // One commit a publisher, in one line, each pushed on top of the one before: nobody forced, nobody published twice.
            Assert.Equal("20", Tool.Run("git", "-C", bare, "rev-list", "--count", "main"));
            Assert.Equal("", Tool.Run("git", "-C", bare, "rev-list", "--merges", "main"));
            Assert.Equal(Tool.Run("git", "-C", bare, "log", "--format=%H", "main"), Tool.Run("git", "-C", bare, "reflog", "show", "--format=%H", "main"));
        }
        finally
        {
            platforms.ForEach(static p => p.Dispose());
            TemporaryFolders.Delete(bare);
        }
    }

    [Theory]
    [InlineData("registry")]
    [InlineData("index")]
    public async Task Twenty_publishers_at_once_at_one_server_leave_twenty_versions(string kind)
    {
        await using var registry = kind == "registry" ? await RegistryServer.StartAsync() : null;
        using var packages = new PackageServer { Password = null };
        var manifest = registry is null ? PackagesManifest : ImagesManifest;
        var platforms = Enumerable.Range(0, 20).Select(i => new Platform(manifest, version: $"1.0.{i}")).ToList();
        try
        {
            foreach (var platform in platforms)
            {
                platform.Variables["LEGION_IMAGES_URL"] = registry?.Host + "/legion";
                platform.Variables["LEGION_PYTHON_URL"] = packages.Url + "legacy/";
                platform.Variables["LEGION_PYTHON_INDEX"] = packages.Url + "simple/";
                platform.Variables["LEGION_CHARTS_URL"] = packages.Url + "helm/";
            }

            var logs = platforms.Select(static _ => new RecordingLog()).ToList();
            var records = await Task.WhenAll(platforms.Select((p, i) => Task.Run(() => ReleaseStation.PublishAsync(p.Request, logs[i], CancellationToken.None))));

            Assert.All(records.Zip(logs), static r => Assert.True(r.First is not null, r.Second.Everything));
            foreach (var platform in platforms)
            {
                var log = new RecordingLog();
                Assert.True(await ReleaseStation.VerifyAsync(platform.Request, log, CancellationToken.None), log.Everything);
            }

            if (registry is null) Assert.Equal((20, 40, 60), (packages.Charts.Count, packages.Files.Count, packages.Uploads.Count));
        }
        finally
        {
            platforms.ForEach(static p => p.Dispose());
        }
    }

    [Fact]
    public async Task Of_publishers_of_other_bytes_to_one_index_one_arrives_whole_and_the_others_are_told()
    {
        using var packages = new PackageServer { Password = null };
        var platforms = Enumerable.Range(0, 8).Select(static i => new Platform(PackagesManifest.Replace("charts: { release: charts }", "charts: { release: [] }", StringComparison.Ordinal), seed: "of publisher " + i)).ToList();
        try
        {
            foreach (var platform in platforms)
            {
                platform.Variables["LEGION_PYTHON_URL"] = packages.Url + "legacy/";
                platform.Variables["LEGION_PYTHON_INDEX"] = packages.Url + "simple/";
            }

            var logs = platforms.Select(static _ => new RecordingLog()).ToList();
            var records = await Task.WhenAll(platforms.Select((p, i) => Task.Run(() => ReleaseStation.PublishAsync(p.Request, logs[i], CancellationToken.None))));

            var record = Assert.Single(records, static r => r is not null)!;
            Assert.All(record.Items, i => Assert.Equal(i.Digest, PackageServer.Digest(packages.Files[i.Key])));
            Assert.Equal(2, packages.Files.Count);
            for (var i = 0; i < logs.Count; i++)
            {
                if (records[i] is null) Assert.All(logs[i].Ids, static id => Assert.Contains(id, (string[])["LEGION513", "LEGION516"]));
                else Assert.Empty(logs[i].Diagnostics);
            }
        }
        finally
        {
            platforms.ForEach(static p => p.Dispose());
        }
    }

    [Fact]
    [Trips("LEGION513")]
    public async Task Somebody_who_writes_other_bytes_under_a_tag_in_the_very_moment_is_met_before_anything_refers_to_it()
    {
        await using var registry = await RegistryServer.StartAsync();
        await using var proxy = FaultProxy.Start(registry.Port);
        using var packages = new PackageServer { Password = null };
        using var platform = new Platform();
        var bare = Path.Combine(platform.Root, "charts.git");
        Tool.Run("git", "init", "--quiet", "--bare", "--initial-branch=main", bare);
        platform.Variables["LEGION_CHARTS_URL"] = "file://" + bare;
        platform.Variables["LEGION_IMAGES_URL"] = proxy.Host + "/legion";
        platform.Variables["LEGION_PYTHON_URL"] = packages.Url + "legacy/";
        platform.Variables["LEGION_PYTHON_INDEX"] = packages.Url + "simple/";
        proxy.Inject(new("meanwhile", static r => r.Method == "PUT" && r.Target.EndsWith("/edi/manifests/1.0.0", StringComparison.Ordinal), async x =>
        {
            var answer = await x.ForwardAsync();
            Tool.Run("skopeo", "copy", "--quiet", "--src-tls-verify=false", "--dest-tls-verify=false", $"docker://{registry.Host}/legion/edge:1.0.0", $"docker://{registry.Host}/legion/edi:1.0.0");
            await x.AnswerAsync(answer);
        }));
        var log = new RecordingLog();

        Assert.Null(await ReleaseStation.PublishAsync(platform.Request, log, CancellationToken.None));

        Assert.Equal("LEGION513", Assert.Single(log.Diagnostics).Rule.Id);
        Assert.Empty(packages.Files);
        Assert.Equal("", Tool.Run("git", "-C", bare, "for-each-ref"));
    }
}
