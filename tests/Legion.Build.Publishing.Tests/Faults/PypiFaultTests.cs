using Legion.Build.TestServers;
using Legion.Build.TestServers.Faults;

namespace Legion.Build.Publishing.Tests.Faults;

/// <summary>Each fault of a Python index ends in success within a bounded number of requests, or in one clear error with nothing visible.</summary>
public sealed class PypiFaultTests
{
    private static readonly Dictionary<string, PackageFault> All = PackageFaults.Python().ToDictionary(static f => f.Fault.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names { get; } = [.. All.Keys];

    [Fact]
    public void There_are_many_kinds() => Assert.True(All.Count >= 40, $"{All.Count}");

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_package_arrives_or_is_not_seen(string name)
    {
        using var server = new PackageServer();
        await using var release = PackageRelease.OfPython(server.Port);
        await release.JudgeAsync(All[name], () => server.Files.Count, expected: 2, most: 80);
    }

    [Fact]
    public async Task A_redirect_to_another_host_is_followed_without_credentials()
    {
        using var server = new PackageServer();
        await using var elsewhere = FaultProxy.Start(server.Port);
        await using var release = PackageRelease.OfPython(server.Port);
        release.Inject(new("away", static r => r.Target.Contains("/files/", StringComparison.Ordinal), x => x.AnswerAsync(ProxiedResponse.Make(302, "", ("Location", "http://localhost:" + elsewhere.Port + x.Request.Target))), Fault.Always));
        elsewhere.Inject(new("a login of its own", static _ => true, static x => x.AnswerAsync(ProxiedResponse.Make(401, "", ("WWW-Authenticate", "Basic realm=\"elsewhere\""))), Fault.Always));
        Assert.Null(await release.PublishAsync());
        Assert.NotEmpty(elsewhere.Requests);
        Assert.All(elsewhere.Requests, static r => Assert.DoesNotContain("Authorization", r.Headers.Keys, StringComparer.OrdinalIgnoreCase));
        Assert.Contains("localhost", release.Log, StringComparison.Ordinal);
    }
}
