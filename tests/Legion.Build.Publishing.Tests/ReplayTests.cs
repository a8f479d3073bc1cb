using Legion.Build.Artifacts.Record;
using Legion.Build.Publishing.Tests.Support;
using Legion.Build.TestServers;

namespace Legion.Build.Publishing.Tests;

public sealed class ReplayTests
{
    private const string Manifest = """
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
    [Trips("LEGION513")]
    public async Task Packages_whose_sources_differ_in_their_times_alone_are_published_once_and_one_changed_byte_is_refused()
    {
        const int Times = 200;
        using var server = new PackageServer();
        using var platform = new Platform(Manifest);
        platform.Variables["LEGION_CHARTS_URL"] = server.Url + "helm/";
        platform.Variables["LEGION_PYTHON_URL"] = server.Url + "legacy/";
        platform.Variables["LEGION_PYTHON_INDEX"] = server.Url + "simple/";
        foreach (var name in (string[])["CHARTS", "PYTHON"])
            (platform.Variables[$"LEGION_{name}_USERNAME"], platform.Variables[$"LEGION_{name}_PASSWORD"]) = ("ci", server.Password!);
        await BuildAsync(platform, "hello", 0);
        var log = new RecordingLog();
        Assert.True(await ReleaseStation.PublishAsync(platform.Request, log, CancellationToken.None) is not null, log.Everything);
        var published = Digests(platform);
        Assert.Equal(3, server.Uploads.Count);

        for (var time = 1; time <= Times; time++)
        {
            await BuildAsync(platform, "hello", time);
            log = new();
            Assert.True(await ReleaseStation.PublishAsync(platform.Request, log, CancellationToken.None) is not null, log.Everything);
            Assert.Contains("1.0.0 is on 'release' already, byte for byte: nothing was done", log.Messages);
        }

        Assert.Equal(3, server.Requests.Count(static r => r[0] == 'P'));

        await BuildAsync(platform, "hellp", Times);
        Assert.Null(await ReleaseStation.PublishAsync(platform.Request, log = new(), CancellationToken.None));
        Assert.Equal(["LEGION513", "LEGION513", "LEGION513"], log.Ids);
        foreach (var (before, now) in published.Zip(Digests(platform)))
            Assert.Contains(log.Diagnostics, d => d.Message.Contains(before, StringComparison.Ordinal) && d.Message.Contains(now, StringComparison.Ordinal));
        Assert.Equal(3, server.Requests.Count(static r => r[0] == 'P'));
    }

    // All of it again: what was built before would be found up to date.
    private static async Task BuildAsync(Platform platform, string text, int days)
    {
        foreach (var folder in (string[])[Path.Combine(platform.Output, "charts"), Path.Combine(platform.Output, "python"), Path.Combine(platform.Root, "obj")])
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }

        await platform.BuildFromSourcesAsync(text, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(days).AddSeconds(days));
    }

    private static List<string> Digests(Platform platform) =>
        [.. BuildRecordFile.TryRead(Path.Combine(platform.Output, BuildRecord.FileName))!.Artifacts.SelectMany(static a => a.Files).Select(static f => "sha256:" + f.Sha256)];
}
