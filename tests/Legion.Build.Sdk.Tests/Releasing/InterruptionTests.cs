using Legion.Build.Sdk.Tests.Running;
using Legion.Build.TestServers;
using Legion.Build.TestServers.Faults;

namespace Legion.Build.Sdk.Tests.Releasing;

/// <summary>A real <c>dotnet publish</c> that is stopped, and one that publishes what was built before.</summary>
public sealed class InterruptionTests(PackedSdk sdk) : IDisposable
{
    private static readonly string[] Release = ["--nologo", "-p:LegionChannel=release", "-p:Version=1.0.0"];

    private readonly Workspace work = new(sdk);

    public void Dispose() => work.Dispose();

    [Fact]
    [Trips("LEGION519")]
    public async Task Interrupted_it_says_where_it_stands_and_run_again_it_sends_only_the_rest()
    {
        work.WritePlatform();
        await using var registry = await RegistryServer.StartAsync();
        await using var proxy = FaultProxy.Start(registry.Port);
        using var packages = new PackageServer { Password = null };
        var environment = new Dictionary<string, string?>
        {
            ["LEGION_HUB_URL"] = proxy.Host + "/acme",
            ["LEGION_INDEX_URL"] = packages.Url + "legacy/",
            ["LEGION_INDEX_INDEX"] = packages.Url + "simple/",
        };
        work.DotnetWith(environment, ["build", .. Release]).Succeeded();
        // The manifest waits for as long as it takes to be interrupted: all blobs of the image are there by then.
        var reached = new TaskCompletionSource();
        proxy.Inject(new("wait", static r => RegistryRequests.IsManifestPut(r) && r.Target.Contains("/web/", StringComparison.Ordinal), x =>
        {
            reached.TrySetResult();
            return x.StallAsync();
        }));

        using var publish = work.StartWith(environment, "dotnet", ["publish", .. Release, "-p:NoBuild=true"]);
        var output = publish.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await reached.Task.WaitAsync(TimeSpan.FromMinutes(15), TestContext.Current.CancellationToken);
        var sent = proxy.Taken.Count;
        Run.Program(work.Root, "kill", ["-INT", publish.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).Succeeded();
        using (var clock = new FairClock())
        {
            await publish.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.InRange(clock.Elapsed.TotalSeconds, 0, 30);
        }

        Assert.NotEqual(0, publish.ExitCode);
        Assert.Contains("LEGION519", await output, StringComparison.Ordinal);
        Assert.Contains("nothing became visible", await output, StringComparison.Ordinal);
        Assert.True(File.Exists(work["artifacts/releases/release-1.0.0.journal"]));
        Assert.Empty(packages.Files);
        Assert.DoesNotContain(proxy.Taken, RegistryRequests.IsTagPut);
        Assert.True(sent >= 2, "the blobs were not sent yet");

        var again = work.DotnetWith(environment, ["publish", .. Release, "-p:NoBuild=true"]).Succeeded();
        Assert.Contains("resumes the publish of 1.0.0 on 'release' that was interrupted", again.Output, StringComparison.Ordinal);
        Assert.All(proxy.Taken.CountBy(static r => Body(r.Target)), static b => Assert.Equal(1, b.Value));
        Assert.False(File.Exists(work["artifacts/releases/release-1.0.0.journal"]));
        work.DotnetWith(environment, ["build", "-t:VerifyPublished", .. Release]).Succeeded();
    }

    [Fact]
    [Trips("LEGION502")]
    public void Without_a_build_the_record_is_published_as_it_is_once_its_hashes_are_right()
    {
        work.WritePlatform();
        work.Dotnet(["build", .. Release]).Succeeded();
        var built = work.Snapshot();
        // What is written since is not what was built.
        work.Write("pages/index.html", "<p>later</p>");
        work.Write("chart/values.yaml", "image: later");
        var (chart, whole) = (work["artifacts/charts/acme-1.0.0.tgz"], File.ReadAllBytes(work["artifacts/charts/acme-1.0.0.tgz"]));
        File.WriteAllBytes(chart, [.. whole.AsSpan(0, whole.Length - 1), (byte)(whole[^1] ^ 1)]);

        string[] publish = ["publish", .. Release, "-p:NoBuild=true", "-p:LegionRehearseTo=rehearsal"];
        var refused = work.Dotnet(publish).Failed();
        Assert.Single(refused.Lines("error LEGION502"));
        Assert.False(Directory.Exists(work["rehearsal"]));

        File.WriteAllBytes(chart, whole);
        work.Dotnet(publish).Succeeded();
        Assert.All(built.Where(static f => !f.Key.StartsWith("releases", StringComparison.Ordinal)), f => Assert.Equal(f.Value, work.Snapshot()[f.Key]));
        var images = Directory.GetFiles(work["artifacts/images/blobs/sha256"]).Select(Path.GetFileName).ToHashSet();
        Assert.All(Directory.GetFiles(work["rehearsal/hub/web/blobs/sha256"]).Select(Path.GetFileName), blob => Assert.Contains(blob, images));
        Assert.Equal(File.ReadAllBytes(work["artifacts/python/acme-1.0.0.tar.gz"]), File.ReadAllBytes(work["rehearsal/index/simple/acme/acme-1.0.0.tar.gz"]));
    }

    // A blob by its digest, whatever session it was sent in.
    private static string Body(string target) => target.IndexOf("/uploads/", StringComparison.Ordinal) is var at and > 0 ? target[..at] + target[target.IndexOf("digest=", StringComparison.Ordinal)..] : target;
}
