using System.Text.Json.Nodes;
using Legion.Build.Oci.Credentials;
using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;
using Legion.Build.Oci.Registry;
using Legion.Build.Oci.Transfer;
using Legion.Build.TestServers;
using Legion.Build.TestServers.Faults;

namespace Legion.Build.Oci.Tests.Registry;

/// <summary>Each fault ends in success within a bounded number of requests, or in one clear error with nothing visible.</summary>
public sealed class FaultTests(FaultFixture fixture) : IClassFixture<FaultFixture>
{
    // Undisturbed: HEAD, POST and PUT for each of two blobs, the manifest, the tag.
    private const int UndisturbedPush = 8;

    private static readonly Dictionary<string, RegistryFault> All = RegistryFaults.PushStatuses().Concat(RegistryFaults.Push())
        .Concat(RegistryFaults.PullStatuses()).Concat(RegistryFaults.Pull())
        .ToDictionary(f => f.Fault.Name, StringComparer.Ordinal);

    public static TheoryData<string> PushFaults { get; } = [.. RegistryFaults.PushStatuses().Concat(RegistryFaults.Push()).Select(f => f.Fault.Name)];

    public static TheoryData<string> PullFaults { get; } = [.. RegistryFaults.PullStatuses().Concat(RegistryFaults.Pull()).Select(f => f.Fault.Name)];

    [Fact]
    public void There_are_many_kinds() => Assert.True(All.Count >= 100, $"{All.Count}");

    [Theory]
    [MemberData(nameof(PushFaults))]
    public async Task A_push_ends_well_or_unseen(string name)
    {
        Programs.Require("docker-registry");
        var fault = All[name];
        await using var proxy = FaultProxy.Start(fixture.Server.Port);
        proxy.Inject(fault.Fault);
        var repository = fixture.NewRepository();
        var image = fixture.NewImage(repository.Replace('/', '-'));
        using var client = NewClient(proxy);
        var target = client.ToWrite(Reference.Parse($"{proxy.Host}/{repository}"));
        var error = await CatchAsync(async () =>
        {
            await ImagePush.RunAsync(new LayoutSource(fixture.Layout), image, target, progress: null, CancellationToken.None);
            await target.WriteManifestAsync(fixture.Layout.ReadManifest(image), "1.0", CancellationToken.None);
        });
        Assert.True(proxy.Struck > 0, "The fault befell nothing.");
        Judge(fault, error, proxy);
        if (fault.IsSurvivable)
            Assert.Equal(image.Digest.ToString(), (string?)JsonNode.Parse(Tool.Run("skopeo", "inspect", "--tls-verify=false", $"docker://{fixture.Server.Host}/{repository}:1.0"))!["Digest"]);
        await CheckAsync(repository, image, fault.IsSurvivable);
    }

    [Theory]
    [MemberData(nameof(PullFaults))]
    public async Task A_pull_ends_whole_or_not_at_all(string name)
    {
        Programs.Require("docker-registry");
        var fault = All[name];
        await using var proxy = FaultProxy.Start(fixture.Server.Port);
        proxy.Inject(fault.Fault);
        using var client = NewClient(proxy);
        var layout = OciLayout.OpenOrCreate(fixture.NewFolder());
        using var writer = layout.OpenWriter(CancellationToken.None);
        var error = await CatchAsync(async () => await ImagePull.RunAsync(
            client.ToRead(Reference.Parse($"{proxy.Host}/pull")), "1.0", Platform.LinuxAmd64, writer, progress: null, CancellationToken.None));
        Assert.True(proxy.Struck > 0, "The fault befell nothing.");
        Judge(fault, error, proxy);
        if (fault.IsSurvivable)
            Assert.All(layout.Reach(fixture.Image), d => Assert.Equal(d.Size, layout.ReadBlob(d).Length));
        else
            Assert.False(layout.Contains(fixture.Image));
        // Whatever came, nothing wrong is kept.
        foreach (var file in Directory.GetFiles(Path.Combine(layout.Folder, "blobs", "sha256")))
            Assert.Equal(Path.GetFileName(file), Digest.Of(File.ReadAllBytes(file)).Hex);
    }

    private static RegistryClient NewClient(FaultProxy proxy)
    {
        var time = new HurriedTime();
        proxy.Silent = time.Pass;
        return new(new RegistryClientOptions { Time = time, Credentials = new FixedCredentials("elsewhere", Credential.ForUser("a", "b")) });
    }

    private static async Task<Exception?> CatchAsync(Func<Task> action)
    {
        try
        {
            await action();
            return null;
        }
        catch (OciException e)
        {
            return e;
        }
    }

    private static void Judge(RegistryFault fault, Exception? error, FaultProxy proxy)
    {
        if (fault.IsSurvivable)
        {
            Assert.Null(error);
        }
        else
        {
            Assert.NotNull(error);
            Assert.Contains(proxy.Host, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
        }

        Assert.InRange(proxy.Requests.Count, 1, UndisturbedPush * 5);
    }

    private async Task CheckAsync(string repository, Descriptor image, bool visible)
    {
        using var client = new RegistryClient(new RegistryClientOptions());
        var direct = client.ToRead(Reference.Parse($"{fixture.Server.Host}/{repository}"));
        if (!visible)
        {
            Assert.Null(await direct.ResolveAsync("1.0", CancellationToken.None));
            return;
        }

        Assert.Equal(image.Digest, (await direct.ReadManifestAsync("1.0", CancellationToken.None)).Digest);
        foreach (var blob in fixture.Layout.ReadManifest(image).Children())
            Assert.Equal(fixture.Layout.ReadBlob(blob), await direct.ReadBlobAsync(blob, CancellationToken.None));
    }
}
