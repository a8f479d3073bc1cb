using Legion.Build.Publishing.Tests.Support;
using Legion.Build.TestServers;

namespace Legion.Build.Publishing.Tests;

/// <summary>What a manifest may say of a repository of charts.</summary>
public sealed class HelmRepositoryTests
{
    private const string Manifest = """
        apiVersion: legion.build/v1
        product: Legion
        channels:
          release: { versions: stable }
          development: { versions: any, mutable: true }
        repositories:
          charts: {CHARTS}
        publish:
          charts: { release: charts, development: charts }
        charts:
          legion: { path: helms/legion }
        """;

    private readonly RecordingLog log = new();

    [Fact]
    public async Task ChartMuseum_takes_charts_by_POST_and_other_bytes_only_where_a_channel_is_mutable()
    {
        using var server = new PackageServer();
        using var platform = new Platform(Manifest.Replace("{CHARTS}", "{ type: helm-http, url: https://museum.example.org/, method: post }", StringComparison.Ordinal));
        platform.Variables["LEGION_CHARTS_URL"] = server.Url + "museum";
        (platform.Variables["LEGION_CHARTS_USERNAME"], platform.Variables["LEGION_CHARTS_PASSWORD"]) = ("ci", server.Password!);

        var record = await PublishAsync(platform);
        await PublishAsync(platform);
        Assert.Equal(["/museum/charts/legion-1.0.0.tgz"], server.Charts.Keys);
        Assert.Equal(record.Items[0].Digest, PackageServer.Digest(server.Charts["/museum/charts/legion-1.0.0.tgz"]));
        Assert.Equal(1, server.Requests.Count(static r => r == "POST /museum/api/charts"));

        platform.Build("other");
        Assert.Null(await ReleaseStation.PublishAsync(platform.Request, log, CancellationToken.None));
        Assert.Equal(["LEGION513"], log.Ids);
        Assert.Equal(1, server.Requests.Count(static r => r == "POST /museum/api/charts"));

        platform.Channel = "development";
        platform.Build("other");
        record = await PublishAsync(platform);
        Assert.Equal(record.Items[0].Digest, PackageServer.Digest(server.Charts["/museum/charts/legion-1.0.0.tgz"]));
        Assert.Equal(2, server.Requests.Count(static r => r == "POST /museum/api/charts"));
    }

    [Fact]
    public async Task A_git_repository_has_a_branch_a_folder_an_author_and_a_message_of_its_own()
    {
        var remotes = Directory.CreateTempSubdirectory("legion-remotes-").FullName;
        try
        {
            var (bare, clone) = (Path.Combine(remotes, "charts.git"), Path.Combine(remotes, "clone"));
            Tool.Run("git", "init", "--quiet", "--bare", "--initial-branch=main", bare);
            Tool.Run("git", "clone", "--quiet", bare, clone);
            await File.WriteAllTextAsync(Path.Combine(clone, "README.md"), "charts\n");
            foreach (var arguments in (string[][])[["add", "README.md"], ["-c", "user.name=x", "-c", "user.email=x@y", "commit", "--quiet", "-m", "first"], ["push", "--quiet", "origin", "HEAD:main", "HEAD:gh-pages"]])
                Tool.Run("git", ["-C", clone, .. arguments]);
            using var platform = new Platform(Manifest.Replace("{CHARTS}", "{ type: helm-git, url: https://git.example.org/charts, branch: gh-pages, folder: stable, author: Legion Bot <bot@example.org>, message: \"${product} ${version} on ${channel}\" }", StringComparison.Ordinal));
            platform.Variables["LEGION_CHARTS_URL"] = "file://" + bare;

            var record = await PublishAsync(platform);
            Assert.True(await ReleaseStation.VerifyAsync(platform.Request, log, CancellationToken.None), log.Everything);

            Assert.Equal("README.md\nstable/index.yaml\nstable/legion-1.0.0.tgz", Tool.Run("git", "-C", bare, "ls-tree", "-r", "--name-only", "gh-pages"));
            Assert.Equal("Legion Bot <bot@example.org> Legion 1.0.0 on release", Tool.Run("git", "-C", bare, "log", "-1", "--format=%an <%ae> %s", "gh-pages"));
            Assert.Equal("README.md", Tool.Run("git", "-C", bare, "ls-tree", "-r", "--name-only", "main"));
            Assert.EndsWith("/stable/legion-1.0.0.tgz", record.Items[0].Address, StringComparison.Ordinal);
        }
        finally
        {
            TemporaryFolders.Delete(remotes);
        }
    }

    private async Task<Records.ReleaseRecord> PublishAsync(Platform platform)
    {
        var record = await ReleaseStation.PublishAsync(platform.Request, log, CancellationToken.None);
        Assert.True(record is not null, log.Everything);
        return record;
    }
}
