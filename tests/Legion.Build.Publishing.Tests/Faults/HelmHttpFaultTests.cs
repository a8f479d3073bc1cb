using Legion.Build.TestServers;
using Legion.Build.TestServers.Faults;

namespace Legion.Build.Publishing.Tests.Faults;

/// <summary>Each fault of a private Helm repository (a real nginx behind the proxy) ends in success within a bounded number of requests, or in one clear error with nothing visible.</summary>
public sealed class HelmHttpFaultTests(HelmHttpFaultTests.Server fixture) : IClassFixture<HelmHttpFaultTests.Server>
{
    private static readonly Dictionary<string, PackageFault> All = PackageFaults.Helm().ToDictionary(static f => f.Fault.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names { get; } = [.. All.Keys];

    [Fact]
    public void There_are_many_kinds() => Assert.True(All.Count >= 40, $"{All.Count}");

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_chart_arrives_or_is_not_seen(string name)
    {
        Programs.Require("nginx");
        var folder = fixture.NewFolder();
        await using var release = PackageRelease.OfChart(fixture.Nginx.Port, folder);
        await release.JudgeAsync(All[name], () => Charts(folder).Length, expected: 1, most: 40);
    }

    [Fact]
    public async Task A_redirect_to_another_host_is_followed_without_credentials()
    {
        Programs.Require("nginx");
        var folder = fixture.NewFolder();
        await using var elsewhere = FaultProxy.Start(fixture.Nginx.Port);
        await using var release = PackageRelease.OfChart(fixture.Nginx.Port, folder);
        release.Inject(new("away", static r => r.Method == "GET", x => x.AnswerAsync(ProxiedResponse.Make(302, "", ("Location", "http://localhost:" + elsewhere.Port + x.Request.Target))), Fault.Always));
        Assert.True(await release.PublishAsync() is not null, release.Log);
        Assert.Single(Charts(folder));
        Assert.NotEmpty(elsewhere.Requests);
        Assert.All(elsewhere.Requests, static r => Assert.DoesNotContain("Authorization", r.Headers.Keys, StringComparer.OrdinalIgnoreCase));
        Assert.All(release.Requests, static r => Assert.Contains("Authorization", r.Headers.Keys, StringComparer.OrdinalIgnoreCase));
    }

    private string[] Charts(string folder) =>
        Directory.Exists(Path.Combine(fixture.Nginx.Content, folder)) ? Directory.GetFiles(Path.Combine(fixture.Nginx.Content, folder), "*.tgz") : [];

    /// <summary>One nginx for all faults; each fault has a folder of its own.</summary>
    public sealed class Server : IAsyncLifetime
    {
        private NginxServer? nginx;
        private int folders;

        public NginxServer Nginx => nginx ?? throw new InvalidOperationException();

        public string NewFolder() => "helm" + Interlocked.Increment(ref folders);

        public async ValueTask InitializeAsync()
        {
            if (Programs.Exist("nginx")) nginx = await NginxServer.StartAsync();
        }

        public async ValueTask DisposeAsync()
        {
            if (nginx is not null) await nginx.DisposeAsync();
        }
    }
}
