using Legion.Build.Artifacts.Charts.Dependencies;
using Legion.Build.Manifest.Model;
using Legion.Build.Oci.Credentials;

namespace Legion.Build.Artifacts.Tests.Charts;

/// <summary>Dependencies are fetched with the logins people have already: the manifest's variables, then what helm was told.</summary>
public sealed class DependencyLoginTests : IDisposable
{
    private readonly ChartWorkshop shop = new("logins");
    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal);

    public void Dispose() => shop.Dispose();

    [Fact]
    public async Task A_repository_of_the_manifest_has_its_variables_and_only_its_own_host_gets_them()
    {
        shop.Manifest = shop.Manifest with { Repositories = EquatableArray.Of(new Repository("nexus-helm", RepositoryType.HelmHttp, "https://nexus.example.com:8443/helm/", "https://nexus.example.com:8443/helm/")) };
        variables["LEGION_NEXUS_HELM_USERNAME"] = "me";
        variables["LEGION_NEXUS_HELM_PASSWORD"] = "secret";
        var found = await FindAsync("nexus.example.com:8443");
        Assert.Equal(("me", "secret"), (found?.Username, found?.Password));
        Assert.Null(await FindAsync("nexus.example.com"));
        Assert.Null(await FindAsync("charts.example.com"));
    }

    [Theory]
    [InlineData("HELM_REPOSITORY_CONFIG", "r.yaml", "r.yaml")]
    [InlineData("HELM_CONFIG_HOME", "h", "h/repositories.yaml")]
    [InlineData("XDG_CONFIG_HOME", "x", "x/helm/repositories.yaml")]
    public async Task What_helm_repo_add_was_told_is_known(string variable, string value, string path)
    {
        variables[variable] = Path.Combine(shop.Root, value);
        shop.Write(path, "apiVersion: \"\"\nrepositories:\n- name: a\n  url: https://open.example.com/\n- name: b\n  password: \"s: 1\"\n  url: https://charts.example.com/b\n  username: you\n");
        var found = await FindAsync("charts.example.com");
        Assert.Equal(("you", "s: 1"), (found?.Username, found?.Password));
        Assert.Null(await FindAsync("open.example.com"));
        shop.Write(path, "no: list\n");
        Assert.Null(await FindAsync("charts.example.com"));
    }

    [Fact]
    public async Task A_repository_that_asks_for_a_login_gets_it_and_another_host_does_not()
    {
        using var repository = new FakeChartRepository { Login = "me:secret" };
        var address = new Uri(repository.Url).Authority;
        shop.Chart("legion").Write("helms/legion/Chart.yaml", $"apiVersion: v2\nname: legion\nversion: 0.1.0\ndependencies:\n- name: sub\n  version: 1.0.0\n  repository: \"{repository.Url}\"\n");
        repository.Files["index.yaml"] = "apiVersion: v1\nentries: {}\n"u8.ToArray();
        Assert.Empty(await shop.BuildAsync(new() { Credentials = new OneLogin("elsewhere.example.com") }));
        Assert.Contains(shop.Errors, static e => e.StartsWith("LEGION282", StringComparison.Ordinal) && e.Contains("401", StringComparison.Ordinal));
        Assert.Empty(await shop.BuildAsync(new() { Credentials = new OneLogin(address) }));
        Assert.Contains(shop.Errors, static e => e.StartsWith("LEGION281", StringComparison.Ordinal)); // the index was read: it has no such chart
    }

    private ValueTask<Credential?> FindAsync(string host) => new DependencyLogins(shop.Manifest, new Variables(variables)).FindAsync(host, TestContext.Current.CancellationToken);

    private sealed class Variables(Dictionary<string, string> of) : IEnvironment
    {
        public string HomeFolder => "";

        public string? Variable(string name) => of.GetValueOrDefault(name);
    }

    private sealed class OneLogin(string host) : ICredentialSource
    {
        public ValueTask<Credential?> FindAsync(string asked, CancellationToken cancellation) => ValueTask.FromResult(asked == host ? Credential.ForUser("me", "secret") : null);
    }
}
