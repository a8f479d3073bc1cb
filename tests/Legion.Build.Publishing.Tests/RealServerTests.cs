using Legion.Build.Publishing.Records;
using Legion.Build.Publishing.Tests.Support;
using Legion.Build.TestServers;

namespace Legion.Build.Publishing.Tests;

/// <summary>Whole releases at servers people use, substituted by variables; git, skopeo, pip, twine and sha256sum are the witnesses.</summary>
public sealed class RealServerTests : IDisposable
{
    private const string Secret = "s3cret-canary";

    private readonly Platform platform = new();
    private readonly RecordingLog log = new();
    private readonly string remotes = Directory.CreateTempSubdirectory("legion-remotes-").FullName;

    public void Dispose()
    {
        platform.Dispose();
        TemporaryFolders.Delete(remotes);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("http")]
    [InlineData("ssh")]
    public async Task Charts_arrive_in_a_git_repository_over(string transport)
    {
        Programs.Require("git");
        var bare = Path.Combine(remotes, "charts.git");
        Tool.Run("git", "init", "--quiet", "--bare", "--initial-branch=main", bare);
        using var http = new GitHttpServer(remotes, "ci", Secret);
        await using var ssh = transport == "ssh" ? await SshServer.StartAsync() : null;
        platform.Variables["LEGION_CHARTS_URL"] = transport switch { "http" => http.Url + "charts.git", "ssh" => ssh!.Url + bare, _ => "file://" + bare };
        if (transport == "http") Login("CHARTS");
        if (ssh is not null) platform.Variables["GIT_SSH_COMMAND"] = ssh.Command;
        await using var registry = await RegistryServer.StartAsync();
        using var packages = Packages();
        platform.Variables["LEGION_IMAGES_URL"] = registry.Host + "/legion";

        var record = await PublishAsync();
        var before = http.Requests.Count(static r => r.StartsWith("POST", StringComparison.Ordinal) && r.EndsWith("git-receive-pack", StringComparison.Ordinal));
        await PublishAsync();

        var clone = Path.Combine(remotes, "clone");
        Tool.Run("git", "clone", "--quiet", bare, clone);
        foreach (var item in record.Items.Where(static i => i.Repository == "charts"))
        {
            Assert.Equal(item.Digest, "sha256:" + Tool.Run("sha256sum", Path.Combine(clone, item.Key)).Split(' ')[0]);
            Assert.Contains("digest: " + item.Digest["sha256:".Length..], await File.ReadAllTextAsync(Path.Combine(clone, "index.yaml")), StringComparison.Ordinal);
        }

        Assert.Equal("1", Tool.Run("git", "-C", bare, "rev-list", "--count", "main"));
        Assert.Equal(transport == "http" ? 1 : 0, before);
        Assert.Equal(before, http.Requests.Count(static r => r.StartsWith("POST", StringComparison.Ordinal) && r.EndsWith("git-receive-pack", StringComparison.Ordinal)));
        Assert.DoesNotContain(Secret, log.Everything, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("basic and TLS")]
    [InlineData("token")]
    public async Task Images_arrive_in_a_registry_with(string kind)
    {
        await using var tokens = TokenServer.Start();
        await using var registry = await RegistryServer.StartAsync(kind switch
        {
            "token" => new() { Tokens = tokens },
            "plain" => new(),
            _ => new() { Username = "ci", Password = Secret, Tls = true },
        });
        using var packages = Packages();
        var bare = Path.Combine(remotes, "charts.git");
        Tool.Run("git", "init", "--quiet", "--bare", "--initial-branch=main", bare);
        platform.Variables["LEGION_CHARTS_URL"] = bare;
        platform.Variables["LEGION_IMAGES_URL"] = registry.Host + "/legion";
        if (kind == "token") (platform.Variables["LEGION_IMAGES_USERNAME"], platform.Variables["LEGION_IMAGES_PASSWORD"]) = (tokens.Username, tokens.Password);
        if (registry.Options.Tls)
        {
            platform.Variables["LEGION_IMAGES_CA"] = registry.CertificateAuthorityFile;
            Login("IMAGES");
        }

        var record = await PublishAsync();

        string[] access = kind switch { "plain" => [], "token" => ["--creds", tokens.Username + ":" + tokens.Password], _ => ["--creds", "ci:" + Secret] };
        foreach (var item in record.Items.Where(static i => i.Repository == "images"))
        {
            var copy = Path.Combine(remotes, item.Name);
            Tool.Run("skopeo", ["copy", "--src-tls-verify=false", .. access.Select(static a => a == "--creds" ? "--src-creds" : a), "docker://" + item.Reference, "dir:" + copy]);
            Assert.Equal(item.Digest, "sha256:" + Tool.Run("sha256sum", Path.Combine(copy, "manifest.json")).Split(' ')[0]);
        }

        Assert.DoesNotContain(Secret, log.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Charts_arrive_at_an_nginx_that_takes_PUT_and_are_read_back_from_it()
    {
        await using var nginx = await NginxServer.StartAsync("ci", Secret);
        await using var registry = await RegistryServer.StartAsync();
        using var packages = Packages();
        (platform.Channel, platform.Version) = ("development", "1.0.0-dev.1");
        platform.Build();
        platform.Variables["LEGION_CHARTS_HTTP_URL"] = nginx.Url + "repository/helm/";
        platform.Variables["LEGION_IMAGES_DEV_URL"] = registry.Host + "/legion";
        Login("CHARTS_HTTP");

        var record = await PublishAsync();
        await PublishAsync();

        foreach (var item in record.Items.Where(static i => i.Repository == "charts-http"))
            Assert.Equal(item.Digest, "sha256:" + Tool.Run("sha256sum", Path.Combine(nginx.Content, "repository", "helm", item.Key)).Split(' ')[0]);
        Assert.Equal(2, nginx.AccessLog.Split('\n').Count(static l => l.StartsWith("PUT ", StringComparison.Ordinal)));
        Assert.Equal(2, nginx.AccessLog.Split('\n').Count(static l => l.StartsWith("PUT ", StringComparison.Ordinal) && l.EndsWith(" 201", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Packages_arrive_at_a_server_that_twine_uploads_to_and_pip_installs_from(bool json)
    {
        Programs.Require("twine");
        using var ours = Packages(json);
        using var twines = new PackageServer { Password = Secret };
        await using var registry = await RegistryServer.StartAsync();
        var bare = Path.Combine(remotes, "charts.git");
        Tool.Run("git", "init", "--quiet", "--bare", "--initial-branch=main", bare);
        platform.Variables["LEGION_CHARTS_URL"] = bare;
        platform.Variables["LEGION_IMAGES_URL"] = registry.Host + "/legion";

        var record = await PublishAsync();

        var files = record.Items.Where(static i => i.Repository == "python").ToList();
        Assert.Equal(2, files.Count);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["TWINE_PASSWORD"] = Secret, ["PIP_CONFIG_FILE"] = "/dev/null", ["HOME"] = remotes };
        Tool.RunWith(environment, "twine", ["upload", "--non-interactive", "--disable-progress-bar", "-u", "ci", "--repository-url", twines.Url + "legacy/", .. files.Select(f => Path.Combine(platform.Output, f.Files[0].Path))]);
        foreach (var file in files)
        {
            Assert.Equal(file.Digest, PackageServer.Digest(ours.Files[file.Key]));
            Assert.Equal(ours.Files[file.Key], twines.Files[file.Key]);
            // Field by field. Twine has two digests more; its older versions do not say that an sdist is source, and have another word for extras.
            string[] others = ["md5_digest", "blake2_256_digest", "pyversion"];
            Assert.Equal(twines.Forms[file.Key].Where(f => !f.EndsWith('=') && !others.Contains(f.Split('=')[0])).Select(static f => f.Replace("provides_extras=", "provides_extra=", StringComparison.Ordinal)), ours.Forms[file.Key].Where(f => !others.Contains(f.Split('=')[0])));
            Assert.Contains(ours.Forms[file.Key], static f => f is "pyversion=py3" or "pyversion=source");
        }

        // What is there already is taken again without a word, by us and by twine alike.
        Tool.RunWith(environment, "twine", ["upload", "--non-interactive", "--disable-progress-bar", "-u", "ci", "--repository-url", ours.Url + "legacy/", .. files.Select(f => Path.Combine(platform.Output, f.Files[0].Path))]);
        var target = Path.Combine(remotes, "installed");
        var index = $"http://ci:{Secret}@127.0.0.1:{ours.Port}/simple/";
        Tool.RunWith(environment, "python3", ["-m", "pip", "--disable-pip-version-check", "--no-cache-dir", "install", "--quiet", "--no-deps", "--index-url", index, "--target", target, "legion==1.0.0"]);
        Assert.True(Directory.Exists(Path.Combine(target, "legion-1.0.0.dist-info")));
        Tool.RunWith(environment, "python3", ["-m", "pip", "--disable-pip-version-check", "--no-cache-dir", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--index-url", index, "-d", Path.Combine(remotes, "downloaded"), "legion==1.0.0"]);
        Assert.Equal(files.Single(static f => f.Key.EndsWith(".whl", StringComparison.Ordinal)).Digest, "sha256:" + Tool.Run("sha256sum", Path.Combine(remotes, "downloaded", "legion-1.0.0-py3-none-any.whl")).Split(' ')[0]);
    }

    private void Login(string repository) =>
        (platform.Variables[$"LEGION_{repository}_USERNAME"], platform.Variables[$"LEGION_{repository}_PASSWORD"]) = ("ci", Secret);

    private PackageServer Packages(bool json = true)
    {
        var server = new PackageServer { Password = Secret, AnswersJson = json };
        platform.Variables["LEGION_PYTHON_URL"] = server.Url + "legacy/";
        platform.Variables["LEGION_PYTHON_INDEX"] = server.Url + "simple/";
        Login("PYTHON");
        return server;
    }

    private async Task<ReleaseRecord> PublishAsync()
    {
        var record = await ReleaseStation.PublishAsync(platform.Request, log, CancellationToken.None);
        Assert.True(record is not null, log.Everything);
        Assert.True(await ReleaseStation.VerifyAsync(platform.Request, log, CancellationToken.None), log.Everything);
        return record;
    }
}
