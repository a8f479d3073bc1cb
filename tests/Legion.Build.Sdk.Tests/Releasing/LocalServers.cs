using Legion.Build.Sdk.Tests.Running;
using Legion.Build.TestServers;

namespace Legion.Build.Sdk.Tests.Releasing;

/// <summary>A server for each repository of the sample, whose logins lie where each tool's users keep them: a home folder with everything in it.</summary>
internal sealed class LocalServers : IAsyncDisposable
{
    private readonly string folder;

    private LocalServers(string folder)
    {
        this.folder = folder;
        Tokens = TokenServer.Start(Secret("helper"));
        Git = new(Remotes, "ci", Secret("git"));
        Pypi = new() { Password = Secret("pypirc") };
        NexusPypi = new() { Password = Secret("pypirc-by-name"), AnswersJson = false };
    }

    /// <summary>Every password there is, by where it is kept.</summary>
    public Dictionary<string, string> Secrets { get; } = new(StringComparer.Ordinal);

    /// <summary>The environment that puts the servers in the repositories' places.</summary>
    public Dictionary<string, string?> Environment { get; } = new(StringComparer.Ordinal);

    public TokenServer Tokens { get; }

    public GitHttpServer Git { get; }

    public PackageServer Pypi { get; }

    public PackageServer NexusPypi { get; }

    public NginxServer NexusHelm { get; private set; } = null!;

    public RegistryServer DockerHub { get; private set; } = null!;

    public RegistryServer DockerHubTest { get; private set; } = null!;

    public RegistryServer NexusDocker { get; private set; } = null!;

    public string Home => Path.Combine(folder, "home");

    public string Charts => Path.Combine(Remotes, "charts.git");

    private string Remotes => Path.Combine(folder, "remotes");

    /// <summary>Starts all of them; skips the test where one is not installed.</summary>
    /// <param name="folder">A folder of their own.</param>
    public static async Task<LocalServers> StartAsync(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "remotes"));
        var servers = new LocalServers(folder);
        try
        {
            Run.Program(folder, Run.Tool("git", "git"), ["init", "--quiet", "--bare", "--initial-branch=main", servers.Charts]).Succeeded();
            servers.NexusHelm = await NginxServer.StartAsync("ci", servers.Secret("netrc"));
            servers.DockerHub = await RegistryServer.StartAsync(new() { Username = "ci", Password = servers.Secret("variables"), Tls = true });
            servers.DockerHubTest = await RegistryServer.StartAsync(new() { Tokens = servers.Tokens });
            servers.NexusDocker = await RegistryServer.StartAsync(new() { Username = "ci", Password = servers.Secret("podman") });
            servers.Substitute();
            servers.KeepLogins();
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Git.Dispose();
        Pypi.Dispose();
        NexusPypi.Dispose();
        await Tokens.DisposeAsync();
        if (NexusHelm is not null) await NexusHelm.DisposeAsync();
        foreach (var registry in (RegistryServer?[])[DockerHub, DockerHubTest, NexusDocker])
        {
            if (registry is not null) await registry.DisposeAsync();
        }
    }

    private string Secret(string name) => Secrets[name] = "canary" + Guid.NewGuid().ToString("N");

    private void Substitute()
    {
        Environment["LEGION_LEGION_HELM_CHARTS_URL"] = Git.Url + "charts.git";
        Environment["LEGION_NEXUS_HELM_URL"] = $"http://localhost:{NexusHelm.Port}/helm/";
        Environment["LEGION_DOCKER_HUB_URL"] = DockerHub.Host + "/legionplatform";
        Environment["LEGION_DOCKER_HUB_CA"] = DockerHub.CertificateAuthorityFile;
        Environment["LEGION_DOCKER_HUB_TEST_URL"] = DockerHubTest.Host + "/legionplatformtest";
        Environment["LEGION_NEXUS_DOCKER_PUSH"] = NexusDocker.Host + "/legion";
        Environment["LEGION_NEXUS_DOCKER_PULL"] = $"localhost:{NexusDocker.Port}/legion";
        Environment["LEGION_PYPI_URL"] = Pypi.Url + "legacy/";
        Environment["LEGION_PYPI_INDEX"] = Pypi.Url + "simple/";
        Environment["LEGION_NEXUS_PYPI_URL"] = NexusPypi.Url + "legacy/";
        Environment["LEGION_NEXUS_PYPI_INDEX"] = NexusPypi.Url + "simple/";
    }

    private void KeepLogins()
    {
        Environment["HOME"] = Home;
        Environment["XDG_RUNTIME_DIR"] = Path.Combine(Home, "run");
        Environment["XDG_CONFIG_HOME"] = null;
        Environment["DOCKER_CONFIG"] = null;
        Environment["REGISTRY_AUTH_FILE"] = null;
        Environment["LEGION_DOCKER_HUB_USERNAME"] = "ci";
        Environment["LEGION_DOCKER_HUB_PASSWORD"] = Secrets["variables"];
        Write(".netrc", $"machine localhost login ci password {Secrets["netrc"]}\n");
        Write(".pypirc", $"[legion]\nrepository = {Pypi.Url}legacy/\nusername = ci\npassword = {Secrets["pypirc"]}\n\n[nexus-pypi]\nusername = ci\npassword = {Secrets["pypirc-by-name"]}\n");
        Write(".gitconfig", "[credential]\n\thelper = store\n[user]\n\tname = CI\n\temail = ci@example.org\n");
        Write(".git-credentials", Git.Url.Replace("://", $"://ci:{Secrets["git"]}@", StringComparison.Ordinal) + "\n");
        var podman = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("ci:" + Secrets["podman"]));
        Write("run/containers/auth.json", $"{{\"auths\":{{\"{NexusDocker.Host}\":{{\"auth\":\"{podman}\"}},\"localhost:{NexusDocker.Port}\":{{\"auth\":\"{podman}\"}}}}}}");
        Write(".docker/config.json", $"{{\"credHelpers\":{{\"{DockerHubTest.Host}\":\"canary\"}}}}");
        Write("helper.json", $"{{\"ServerURL\":\"{DockerHubTest.Host}\",\"Username\":\"{Tokens.Username}\",\"Secret\":\"{Secrets["helper"]}\"}}");
        Write("bin/docker-credential-canary", "#!/bin/sh\ncat > /dev/null\ncat \"$HOME/helper.json\"\n");
        Run.Program(Home, "chmod", ["700", "bin/docker-credential-canary"]).Succeeded();
        Environment["PATH"] = Path.Combine(Home, "bin") + Path.PathSeparator + System.Environment.GetEnvironmentVariable("PATH");
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(Home, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
