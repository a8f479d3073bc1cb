using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Running;
using Legion.Build.Publishing.Tests.Support;
using Legion.Build.TestServers;
using Legion.Build.TestServers.Faults;

namespace Legion.Build.Publishing.Tests;

/// <summary>Servers that show late what they took, transfers that take their time, and clocks that are wrong.</summary>
public sealed class SlowWorldTests
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

    private readonly RecordingLog log = new();

    [Theory]
    [InlineData(3, true)]
    [InlineData(Fault.Always, false)]
    [Trips("LEGION517")]
    public async Task A_server_that_shows_late_what_it_took_is_waited_for_and_one_that_never_does_is_named(int times, bool arrives)
    {
        using var server = new PackageServer { Username = "__token__", Password = "pypi-token" };
        await using var proxy = FaultProxy.Start(server.Port);
        using var platform = new Platform(Manifest);
        platform.Variables["LEGION_CHARTS_URL"] = $"http://{proxy.Host}/helm/";
        platform.Variables["LEGION_CHARTS_USERNAME"] = "__token__";
        platform.Variables["LEGION_CHARTS_PASSWORD"] = platform.Variables["LEGION_PYTHON_TOKEN"] = "pypi-token";
        platform.Variables["LEGION_PYTHON_URL"] = $"http://{proxy.Host}/legacy/";
        platform.Variables["LEGION_PYTHON_INDEX"] = $"http://{proxy.Host}/simple/";
        foreach (var (path, upload) in (ReadOnlySpan<(string, string)>)[("/helm/legion-1.0.0.tgz", "PUT"), ("/simple/legion/", "POST")])
            proxy.Inject(new("late " + path, r => r.Method == "GET" && r.Target == path && server.Uploads.Count == 3, static x => x.AnswerAsync(ProxiedResponse.Make(404)), times));

        var request = platform.Request with { Environment = platform.Environment with { Time = new HurriedTime() }, Patience = TimeSpan.FromSeconds(arrives ? 30 : 0.5) };
        Assert.Equal(arrives, await ReleaseStation.PublishAsync(request, log, CancellationToken.None) is not null);

        Assert.Equal(3, server.Uploads.Count);
        Assert.True(proxy.Struck > 0);
        if (arrives) Assert.Empty(log.Diagnostics);
        else Assert.All(log.Diagnostics, static d => Assert.Equal("LEGION517", d.Rule.Id));
    }

    [Fact]
    public async Task The_clock_is_not_needed()
    {
        using var platform = new Platform();
        var records = new List<Records.ReleaseRecord?>();
        foreach (var time in (DateTimeOffset[])[DateTimeOffset.UnixEpoch, new(2106, 2, 7, 6, 28, 16, TimeSpan.Zero)])
        {
            var request = platform.Request with { RehearseTo = Path.Combine(platform.Root, "rehearsal"), Environment = platform.Environment with { Time = new WrongTime(time) } };
            records.Add(await ReleaseStation.PublishAsync(request, log, CancellationToken.None));
            Assert.True(records[^1] is not null, log.Everything);
            Assert.True(await ReleaseStation.VerifyAsync(request, log, CancellationToken.None), log.Everything);
            Directory.Move(platform.Rehearsal, platform.Rehearsal + " " + time.Year);
            platform.Build();
        }

        Assert.Equal(records[0], records[1]);
    }

    [Fact]
    public void Progress_says_bytes_and_rates_every_few_seconds()
    {
        var time = new WrongTime(DateTimeOffset.UnixEpoch);
        var progress = new TransferProgress(log, time, 10 << 20);
        progress.Report(1 << 20);
        time.Passed = TimeSpan.FromSeconds(1.9);
        progress.Report(1 << 20);
        Assert.Empty(log.Messages);
        time.Passed = TimeSpan.FromSeconds(2);
        progress.Report(2 << 20);
        progress.Report(1 << 20);
        Assert.Equal($"sent {PlanTable.Size(4 << 20)} of at most {PlanTable.Size(10 << 20)}, 2.0 MiB/s", Assert.Single(log.Messages));
        Assert.Equal($"{PlanTable.Size(5 << 20)} sent, 2.5 MiB/s", progress.Summary());
    }

    private sealed class WrongTime(DateTimeOffset now) : TimeProvider
    {
        public TimeSpan? Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => now;

        public override long GetTimestamp() => Passed is { } passed ? passed.Ticks : 0;
    }
}
