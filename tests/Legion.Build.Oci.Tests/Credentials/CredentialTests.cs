using System.Text;
using Legion.Build.Oci.Credentials;
using Legion.Build.TestServers;

namespace Legion.Build.Oci.Tests.Credentials;

public sealed class CredentialTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("docker.io", "https://index.docker.io/v1/")]
    [InlineData("docker.io", "docker.io")]
    [InlineData("ghcr.io", "ghcr.io")]
    [InlineData("ghcr.io", "https://ghcr.io")]
    [InlineData("ghcr.io", "https://ghcr.io/v2/")]
    [InlineData("nexus.example.org:443", "nexus.example.org:443")]
    public async Task A_login_is_found_by_the_host_as_written(string host, string key)
    {
        Write(".docker/config.json", $$"""{"auths":{"{{key}}":{"auth":"{{Base64("me:se:cret")}}"} } }""");
        var found = await FindAsync(host);
        Assert.Equal(("me", "se:cret"), (found!.Username, found.Password));
        Assert.Null(await FindAsync("other.example.org"));
    }

    [Fact]
    public async Task A_push_host_and_a_pull_host_are_two_hosts()
    {
        Write(".docker/config.json", $$"""{"auths":{"nexus.example.org":{"auth":"{{Base64("a:b")}}"} } }""");
        Assert.Null(await FindAsync("nexus.example.org:443"));
        Assert.Null(await FindAsync("nexus-local.example.org"));
    }

    [Fact]
    public async Task The_files_are_asked_in_the_documented_order()
    {
        string Auth(string user) => $$"""{"auths":{"h.org":{"auth":"{{Base64(user + ":x")}}"} } }""";
        Write(".docker/config.json", Auth("home"));
        Assert.Equal("home", (await FindAsync("h.org"))!.Username);
        Write(".config/containers/auth.json", Auth("podman"));
        Assert.Equal("podman", (await FindAsync("h.org"))!.Username);
        Write("run/containers/auth.json", Auth("runtime"));
        Assert.Equal("runtime", (await FindAsync("h.org", ("XDG_RUNTIME_DIR", folder["run"])))!.Username);
        Write("docker/config.json", Auth("docker"));
        Assert.Equal("docker", (await FindAsync("h.org", ("XDG_RUNTIME_DIR", folder["run"]), ("DOCKER_CONFIG", folder["docker"])))!.Username);
        Write("named.json", Auth("named"));
        Assert.Equal("named", (await FindAsync("h.org", ("DOCKER_CONFIG", folder["docker"]), ("REGISTRY_AUTH_FILE", folder["named.json"])))!.Username);
    }

    [Fact]
    public async Task Each_kind_of_entry_is_read()
    {
        Write(".docker/config.json", """{"auths":{"a.org":{"identitytoken":"id"},"b.org":{"registrytoken":"rt"},"c.org":{"username":"u","password":"p"},"d.org":{} } }""");
        Assert.Equal("id", (await FindAsync("a.org"))!.IdentityToken);
        Assert.Equal("rt", (await FindAsync("b.org"))!.RegistryToken);
        Assert.Equal("p", (await FindAsync("c.org"))!.Password);
        Assert.Null(await FindAsync("d.org"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"auths":{"h.org":{"auth":"c2VjcmV0"}}}""")]
    [InlineData("""{"auths":{"h.org":{"auth":"not base64"}}}""")]
    public async Task A_file_that_cannot_be_used_is_named_and_not_quoted(string json)
    {
        Write(".docker/config.json", json);
        var error = await Assert.ThrowsAsync<OciException>(async () => await FindAsync("h.org"));
        Assert.Contains("config.json", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_helper_gets_the_host_on_its_input_and_nothing_in_argv()
    {
        using var path = new PathWith(folder.Path);
        Helper("legion-a", """read host; echo "$* $host" > "$0.seen"; echo '{"ServerURL":"x","Username":"u","Secret":"s3cret"}'""");
        Helper("legion-b", """echo '{"ServerURL":"x","Username":"<token>","Secret":"refresh"}'""");
        Helper("legion-none", """echo 'credentials not found in native keychain'; exit 1""");
        Write(".docker/config.json", """{"credsStore":"legion-none","credHelpers":{"a.org":"legion-a","docker.io":"legion-a","b.org":"legion-b","c.org":"legion-none"}}""");
        Assert.Equal("s3cret", (await FindAsync("a.org"))!.Password);
        Assert.Equal("get a.org\n", File.ReadAllText(folder["docker-credential-legion-a.seen"]));
        Assert.Equal("s3cret", (await FindAsync("docker.io"))!.Password);
        Assert.Equal("get https://index.docker.io/v1/\n", File.ReadAllText(folder["docker-credential-legion-a.seen"]));
        Assert.Equal("refresh", (await FindAsync("b.org"))!.IdentityToken);
        Assert.Null(await FindAsync("c.org"));
        Assert.Null(await FindAsync("d.org"));
    }

    [Fact]
    public async Task A_helper_that_fails_is_an_error_without_its_output()
    {
        using var path = new PathWith(folder.Path);
        Helper("legion-broken", "echo s3cret; exit 3");
        Helper("legion-babble", "echo s3cret");
        Write(".docker/config.json", """{"credHelpers":{"a.org":"legion-broken","b.org":"legion-babble","c.org":"legion-missing","d.org":"../evil"}}""");
        foreach (var host in new[] { "a.org", "b.org", "c.org", "d.org" })
        {
            var error = await Assert.ThrowsAsync<OciException>(async () => await FindAsync(host));
            Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_store_that_is_missing_leaves_the_files_own_entries()
    {
        Write(".docker/config.json", $$"""{"credsStore":"legion-nowhere","auths":{"h.org":{"auth":"{{Base64("me:x")}}"} } }""");
        Assert.Equal("me", (await FindAsync("h.org"))!.Username);
    }

    [Fact]
    public async Task Variables_open_the_repositorys_own_hosts_alone()
    {
        var source = new EnvironmentCredentials("docker-hub", ["docker.io"], new FakeEnvironment("", ("LEGION_DOCKER_HUB_USERNAME", "u"), ("LEGION_DOCKER_HUB_PASSWORD", "p")));
        Assert.Equal("p", (await source.FindAsync("docker.io", CancellationToken.None))!.Password);
        Assert.Null(await source.FindAsync("evil.example.org", CancellationToken.None));
    }

    [Fact]
    public async Task Variables_hold_a_password_or_a_token_for_it_or_a_token_alone()
    {
        async Task<Credential?> Read(params (string, string)[] variables) =>
            await new EnvironmentCredentials("x", ["h.org"], new FakeEnvironment("", variables)).FindAsync("h.org", CancellationToken.None);
        Assert.Null(await Read());
        Assert.Equal("t", (await Read(("LEGION_X_USERNAME", "u"), ("LEGION_X_TOKEN", "t")))!.Password);
        Assert.Equal("t", (await Read(("LEGION_X_TOKEN", "t")))!.RegistryToken);
        Assert.Equal("p", (await Read(("LEGION_X_USERNAME", "u"), ("LEGION_X_PASSWORD", "p"), ("LEGION_X_TOKEN", "")))!.Password);
        Assert.Equal("t", (await Read(("LEGION_X_USERNAME", "u"), ("LEGION_X_PASSWORD", "p"), ("LEGION_X_TOKEN", "t")))!.Password);
        Assert.Equal("t", (await Read(("LEGION_X_PASSWORD", "p"), ("LEGION_X_TOKEN", "t")))!.RegistryToken);
        await Assert.ThrowsAsync<OciException>(() => Read(("LEGION_X_USERNAME", "u")));
        Assert.DoesNotContain("p4ss", (await Assert.ThrowsAsync<OciException>(() => Read(("LEGION_X_PASSWORD", "p4ss")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_credential_printed_by_accident_says_nothing() =>
        Assert.DoesNotContain("s3cret", $"{Credential.ForUser("u", "s3cret")} {Credential.ForIdentityToken("s3cret")} {Credential.ForRegistryToken("s3cret")}", StringComparison.Ordinal);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private async Task<Credential?> FindAsync(string host, params (string, string)[] variables) =>
        await new DockerConfigCredentials(new FakeEnvironment(folder.Path, variables)).FindAsync(host, CancellationToken.None);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[path])!);
        File.WriteAllText(folder[path], text);
    }

    private void Helper(string name, string body) => Scripts.Write(folder["docker-credential-" + name], "#!/bin/sh\n" + body + "\n");

    // The helpers are found as Docker finds them: on the process's own PATH.
    private sealed class PathWith : IDisposable
    {
        private readonly string? before = Environment.GetEnvironmentVariable("PATH");

        public PathWith(string folder) => Environment.SetEnvironmentVariable("PATH", folder + Path.PathSeparator + before);

        public void Dispose() => Environment.SetEnvironmentVariable("PATH", before);
    }
}
