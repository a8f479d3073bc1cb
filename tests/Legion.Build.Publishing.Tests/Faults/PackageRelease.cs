using Legion.Build.Publishing.Records;
using Legion.Build.Publishing.Tests.Support;
using Legion.Build.TestServers;
using Legion.Build.TestServers.Faults;

namespace Legion.Build.Publishing.Tests.Faults;

/// <summary>A release of one kind of artifact to one server, through a proxy that may fail; and the verdict on how it ended.</summary>
internal sealed class PackageRelease : IAsyncDisposable
{
    private const string Secret = "s3cret-canary";
    private const string Head = "apiVersion: legion.build/v1\nproduct: Legion\nchannels:\n  release: { versions: stable }\nrepositories:\n";

    private readonly FaultProxy proxy;
    private readonly Platform platform;
    private readonly RecordingLog log = new();
    private readonly HurriedTime time = new();

    private PackageRelease(FaultProxy proxy, Platform platform)
    {
        (this.proxy, this.platform) = (proxy, platform);
        proxy.Silent = time.Pass;
    }

    /// <summary>Every request, in order.</summary>
    public IReadOnlyCollection<ProxiedRequest> Requests => proxy.Requests;

    /// <summary>One chart to a server that takes PUT.</summary>
    public static PackageRelease OfChart(int port, string folder) => Open(port, """
          charts: { type: helm-http, url: https://nexus.example.org/helm/ }
        publish:
          charts: { release: charts }
        charts:
          legion: { path: helms/legion }
        """, static (host, folder) => [("CHARTS_URL", $"http://{host}/{folder}/")], folder);

    /// <summary>A wheel and an sdist to a server of the upload API.</summary>
    public static PackageRelease OfPython(int port) => Open(port, """
          charts: { type: pypi, url: https://nexus.example.org/pypi/ }
        publish:
          python: { release: charts }
        python:
          legion: { path: sdk }
        """, static (host, _) => [("CHARTS_URL", $"http://{host}/legacy/"), ("CHARTS_INDEX", $"http://{host}/simple/")], "");

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        platform.Dispose();
    }

    /// <summary>Publishes under a fault and judges what came of it.</summary>
    /// <param name="fault">The fault; null: none.</param>
    /// <param name="visible">Asks the server itself what is visible.</param>
    /// <param name="expected">How many files a whole release has.</param>
    /// <param name="most">Requests a publish may take.</param>
    public async Task JudgeAsync(PackageFault? fault, Func<int> visible, int expected, int most)
    {
        if (fault is not null) proxy.Inject(fault.Fault);
        var record = await PublishAsync();
        if (fault is not null) Assert.True(proxy.Struck > 0, "The fault befell nothing.");
        var end = fault?.End ?? FaultEnd.Arrives;
        Assert.True(record is not null == (end == FaultEnd.Arrives), log.Everything);
        if (end == FaultEnd.Arrives)
        {
            Assert.Empty(log.Diagnostics);
            Assert.Equal(expected, visible());
        }
        else
        {
            Assert.NotEmpty(log.Diagnostics);
            Assert.True(log.Diagnostics.Count <= expected, log.Everything);
            Assert.All(log.Diagnostics, static d => Assert.DoesNotContain('\n', d.Message));
            if (end == FaultEnd.NothingVisible) Assert.Equal(0, visible());
            else Assert.Equal(expected, visible());
        }

        Assert.InRange(proxy.Requests.Count, 1, most);
        Assert.DoesNotContain(Secret, log.Everything, StringComparison.Ordinal);
    }

    /// <summary>Publishes.</summary>
    public Task<ReleaseRecord?> PublishAsync() => ReleaseStation.PublishAsync(platform.Request with
    {
        Environment = platform.Environment with { Time = time },
        Patience = TimeSpan.FromSeconds(1),
    }, log, CancellationToken.None);

    /// <summary>Puts a fault in the way.</summary>
    public void Inject(Fault fault) => proxy.Inject(fault);

    /// <summary>All that was said.</summary>
    public string Log => log.Everything;

    private static PackageRelease Open(int port, string manifest, Func<string, string, (string Name, string Value)[]> variables, string folder)
    {
        var before = FaultProxy.Start(port);
        var made = new Platform(Head + manifest);
        foreach (var (name, value) in variables(before.Host, folder)) made.Variables["LEGION_" + name] = value;
        made.Variables["LEGION_CHARTS_USERNAME"] = "ci";
        made.Variables["LEGION_CHARTS_PASSWORD"] = Secret;
        return new(before, made);
    }
}
