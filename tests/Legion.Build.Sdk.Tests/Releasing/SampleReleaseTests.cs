using System.Diagnostics;
using System.Text.Json;
using Legion.Build.Sdk.Tests.Running;
using Legion.Build.TestServers;
using Legion.Build.TestServers.Faults;

namespace Legion.Build.Sdk.Tests.Releasing;

/// <summary>The sample, whole, with the packed SDK: in rehearsal, and at servers that the environment puts in the repositories' places.</summary>
public sealed class SampleReleaseTests : IDisposable
{
    private readonly Workspace work;

    public SampleReleaseTests(PackedSdk sdk)
    {
        work = new(sdk, "legion");
        Repository.CopyTo(work.Root, below: "samples/legion");
        work.WriteProject("legion.csproj", "<Version Condition=\"'$(Version)' == ''\">1.1.0-dev.1</Version>");
    }

    public void Dispose() => work.Dispose();

    [Fact]
    public void It_is_rehearsed_on_all_three_channels_and_other_tools_read_what_stands_there()
    {
        foreach (var (channel, version) in Channels) work.Dotnet(["publish", .. Arguments(channel, version), "-p:LegionRehearseTo=rehearsal"]).Succeeded();
        foreach (var (channel, version) in Channels)
        {
            work.Dotnet(["build", "-t:VerifyPublished", .. Arguments(channel, version), "-p:LegionRehearseTo=rehearsal"]).Succeeded();
            foreach (var item in Items("rehearsal", channel, version))
            {
                var found = item.Kind switch
                {
                    "image" => Sha256(Run.Program(work.Root, Run.Tool("skopeo", "skopeo"), ["inspect", "--raw", item.Reference]).Succeeded().Output),
                    "chart" when item.Repository == "legion-helm-charts" => Digest("git", "-C", work["rehearsal/legion-helm-charts.git"], "show", "main:" + item.Key),
                    _ => Digest("cat", item.Address),
                };
                Assert.Equal(item.Digest, found);
            }
        }

        Assert.Equal("2", Run.Program(work.Root, "git", ["-C", work["rehearsal/legion-helm-charts.git"], "rev-list", "--count", "main"]).Succeeded().Output.Trim());
        Install("file://" + work["rehearsal/pypi/simple/"], "legion==1.0.0");
    }

    [Fact]
    public async Task It_is_published_verified_and_promoted_at_real_servers_and_no_login_is_seen_anywhere()
    {
        await using var servers = await LocalServers.StartAsync(Path.Combine(Path.GetDirectoryName(work.Root)!, "servers"));
        var wrong = "canary" + Guid.NewGuid().ToString("N");
        var secrets = servers.Secrets.Append(new("refused", wrong)).ToDictionary(static s => s.Key, static s => s.Value, StringComparer.Ordinal);
        var said = new List<string>();
        using (var watch = new CanaryWatch(secrets))
        {
            RunResult Dotnet(string log, params string[] arguments)
            {
                var result = work.DotnetWith(servers.Environment, [.. arguments, "-bl:" + log + ".binlog"]);
                said.Add(result.Output);
                return result;
            }

            foreach (var (channel, version) in Channels) Dotnet("publish-" + channel, ["publish", .. Arguments(channel, version)]).Succeeded();
            var again = Dotnet("again", ["publish", .. Arguments("release", "1.0.0"), "-p:NoBuild=true"]).Succeeded();
            Assert.Contains("nothing was done", again.Output, StringComparison.Ordinal);
            Dotnet("promote", ["build", "-t:Promote", .. Arguments("release", "1.1.0"), "-p:LegionFrom=pre-release", "-p:LegionFromVersion=1.1.0-rc.1"]).Succeeded();
            foreach (var (channel, version) in Channels.Append(("release", "1.1.0"))) Dotnet("verify-" + channel + version, ["build", "-t:VerifyPublished", .. Arguments(channel, version)]).Succeeded();
            servers.Environment["LEGION_DOCKER_HUB_PASSWORD"] = wrong;
            var denied = Dotnet("denied", ["publish", .. Arguments("release", "1.0.0"), "-p:NoBuild=true"]).Failed();
            Assert.NotEmpty(denied.Lines("LEGION512"));
            servers.Environment["LEGION_DOCKER_HUB_PASSWORD"] = secrets["variables"];
            await using var elsewhere = FaultProxy.Start(servers.Pypi.Port);
            elsewhere.Inject(new("a login of its own", static _ => true, static x => x.AnswerAsync(ProxiedResponse.Make(401, "", ("WWW-Authenticate", "Basic realm=\"elsewhere\""))), Fault.Always));
            await using var moved = FaultProxy.Start(servers.Pypi.Port);
            moved.Inject(new("moved", static _ => true, x => x.AnswerAsync(ProxiedResponse.Make(302, "", ("Location", $"http://localhost:{elsewhere.Port}{x.Request.Target}"))), Fault.Always));
            servers.Environment["LEGION_PYPI_INDEX"] = $"http://{moved.Host}/simple/";
            var redirected = Dotnet("redirected", ["publish", .. Arguments("release", "1.0.0"), "-p:NoBuild=true"]).Failed();
            Assert.NotEmpty(redirected.Lines("LEGION512"));
            Assert.Contains(moved.Requests, static r => r.Headers.ContainsKey("Authorization"));
            Assert.NotEmpty(elsewhere.Requests);
            Assert.DoesNotContain(elsewhere.Requests, static r => r.Headers.ContainsKey("Authorization"));

            Assert.Empty(watch.InArguments);
            Assert.All((string[])["dotnet", "git"], p => Assert.Contains(p, watch.Programs));
            Assert.Empty(watch.In("output", string.Join('\n', said)));
            Assert.Equal(11, Directory.GetFiles(work.Root, "*.binlog").Length);
            Assert.Empty(Directory.GetFiles(work.Root, "*.binlog").SelectMany(watch.InBinlog));
            Assert.Empty(watch.InFolder(work["artifacts"]).Concat(watch.InFolder(work["obj"])));
            Assert.Empty(watch.InFolder(servers.DockerHub.Storage).Concat(watch.InFolder(servers.NexusHelm.Content)).Concat(watch.InFolder(servers.Charts)));
            // The watch itself sees one that is there, packed or not, and one that a program is given.
            Assert.NotEmpty(watch.InFolder(servers.Home));
            Run.Program(servers.Home, "tar", ["-czf", "packed.tgz", ".pypirc"]).Succeeded();
            Assert.NotEmpty(watch.InFile(Path.Combine(servers.Home, "packed.tgz")));
            using var given = work.Start("sh", "-c", "read end", wrong);
            for (var waited = Stopwatch.StartNew(); watch.InArguments.Count == 0; await Task.Delay(20, TestContext.Current.CancellationToken))
                Assert.True(waited.Elapsed < TimeSpan.FromMinutes(5), "what a program was given was not seen");
            given.StandardInput.Close();
            await given.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        ReadBack(servers, secrets);
    }

    private static IEnumerable<(string Channel, string Version)> Channels => [("development", "1.1.0-dev.1"), ("pre-release", "1.1.0-rc.1"), ("release", "1.0.0")];

    private static string[] Arguments(string channel, string version) => ["--nologo", "-p:LegionChannel=" + channel, "-p:Version=" + version];

    private void ReadBack(LocalServers servers, Dictionary<string, string> secrets)
    {
        var clone = Path.Combine(servers.Home, "clone");
        Run.Program(work.Root, "git", ["clone", "--quiet", servers.Charts, clone]).Succeeded();
        Assert.Equal("3", Run.Program(clone, "git", ["rev-list", "--count", "HEAD"]).Succeeded().Output.Trim());
        foreach (var (channel, version) in Channels.Append(("release", "1.1.0")))
        {
            var items = Items("artifacts", channel, version);
            Assert.Equal((8, 2, 2), (items.Count(static i => i.Kind == "image"), items.Count(static i => i.Kind == "chart"), items.Count(static i => i.Kind == "python")));
            foreach (var item in items)
            {
                var found = item.Repository switch
                {
                    "docker-hub" => Image(item, "ci:" + secrets["variables"]),
                    "docker-hub-test" => Image(item, servers.Tokens.Username + ":" + secrets["helper"]),
                    "nexus-docker" => Image(item, "ci:" + secrets["podman"]),
                    "legion-helm-charts" => Digest("cat", Path.Combine(clone, item.Key)),
                    "nexus-helm" => Digest("cat", Path.Combine(servers.NexusHelm.Content, "helm", item.Key)),
                    "pypi" => PackageServer.Digest(servers.Pypi.Files[item.Key]),
                    _ => PackageServer.Digest(servers.NexusPypi.Files[item.Key]),
                };
                Assert.Equal(item.Digest, found);
            }
        }

        // What was promoted are the images that were tested.
        Assert.Equal(Digests("pre-release", "1.1.0-rc.1"), Digests("release", "1.1.0"));
        Install(servers.Pypi.Url.Replace("://", $"://ci:{secrets["pypirc"]}@", StringComparison.Ordinal) + "simple/", "legion==1.1.0");
        Install(servers.NexusPypi.Url.Replace("://", $"://ci:{secrets["pypirc-by-name"]}@", StringComparison.Ordinal) + "simple/", "legion==1.1.0rc1");
    }

    private IEnumerable<string> Digests(string channel, string version) => Items("artifacts", channel, version).Where(static i => i.Kind == "image").Select(static i => i.Name + " " + i.Digest);

    private string Image((string Kind, string Name, string Repository, string Address, string Reference, string Key, string Digest) item, string login) =>
        Sha256(Run.Program(work.Root, Run.Tool("skopeo", "skopeo"), ["inspect", "--raw", "--tls-verify=false", "--creds", login, "docker://" + item.Reference]).Succeeded().Output);

    private void Install(string index, string requirement)
    {
        var target = Path.Combine(Path.GetDirectoryName(work.Root)!, "installed");
        var environment = new Dictionary<string, string?> { ["PIP_CONFIG_FILE"] = "/dev/null" };
        Run.Program(work.Root, Run.Tool("python3", "python3"), ["-m", "pip", "--disable-pip-version-check", "--no-cache-dir", "install", "--quiet", "--no-deps", "--upgrade", "--pre", "--index-url", index, "--target", target, requirement], environment).Succeeded();
        Assert.True(Directory.Exists(Path.Combine(target, requirement.Replace("==", "-", StringComparison.Ordinal) + ".dist-info")));
    }

    private List<(string Kind, string Name, string Repository, string Address, string Reference, string Key, string Digest)> Items(string folder, string channel, string version)
    {
        using var record = JsonDocument.Parse(File.ReadAllBytes(work[$"{folder}/releases/{channel}-{version}.json"]));
        return [.. record.RootElement.GetProperty("items").EnumerateArray().Select(static i => (Text(i, "kind"), Text(i, "name"), Text(i, "repository"), Text(i, "address"), Text(i, "reference"), Text(i, "key"), Text(i, "digest")))];
    }

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;

    // What a program writes, hashed by sha256sum: the bytes never pass through text.
    private string Digest(params string[] command)
    {
        var line = string.Join(' ', command.Select(static w => "'" + w + "'"));
        return "sha256:" + Run.Program(work.Root, Run.Tool("bash", "bash"), ["-o", "pipefail", "-c", line + " | sha256sum"]).Succeeded().Output.Split(' ')[0];
    }

    // The runner ends each line, the last one too; a manifest of ours has none.
    private static string Sha256(string text) => PackageServer.Digest(System.Text.Encoding.UTF8.GetBytes(text.TrimEnd('\n')));
}
