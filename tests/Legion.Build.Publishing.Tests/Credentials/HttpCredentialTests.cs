using System.Text;
using Legion.Build.Manifest.Model;
using Legion.Build.Publishing.Git;
using Legion.Build.Publishing.Repositories;
using Legion.Build.Publishing.Repositories.Http;

namespace Legion.Build.Publishing.Tests.Credentials;

/// <summary>One precedence for every type of repository: token before password, either one the user's where a user is named.</summary>
public sealed class HttpCredentialTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("legion-home-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Theory]
    [InlineData(RepositoryType.HelmHttp, "USERNAME=u PASSWORD=p", "Basic u:p")]
    [InlineData(RepositoryType.HelmHttp, "USERNAME=u PASSWORD=p TOKEN=t", "Basic u:t")]
    [InlineData(RepositoryType.HelmHttp, "PASSWORD=p TOKEN=t", "Bearer t")]
    [InlineData(RepositoryType.HelmHttp, "TOKEN=t", "Bearer t")]
    [InlineData(RepositoryType.Pypi, "USERNAME=u TOKEN=t", "Basic u:t")]
    [InlineData(RepositoryType.Pypi, "TOKEN=t PASSWORD=p", "Basic __token__:t")]
    public void Token_goes_before_password_and_either_is_the_users(RepositoryType type, string variables, string expected) =>
        Assert.Equal(expected, Header(type, variables, "https://repo.example.org/x"));

    [Theory]
    [InlineData("USERNAME=u", "LEGION_REPO_USERNAME is set, and neither LEGION_REPO_TOKEN nor LEGION_REPO_PASSWORD is.")]
    [InlineData("PASSWORD=p4ss", "LEGION_REPO_PASSWORD is set, and LEGION_REPO_USERNAME is not.")]
    public void Half_a_login_is_an_error_that_names_the_variables(string variables, string message)
    {
        foreach (var type in (RepositoryType[])[RepositoryType.HelmHttp, RepositoryType.Pypi])
        {
            var error = Assert.Throws<PublishException>(() => Header(type, variables, "https://repo.example.org/x"));
            Assert.Equal((PublishFailure.Denied, message), (error.Failure, error.Message));
        }

        Assert.Throws<PublishException>(() => new GitCommand(home, Environment(variables), "repo"));
    }

    [Fact]
    public void Variables_and_the_netrcs_default_open_the_repositorys_own_host_alone()
    {
        Assert.Null(Header(RepositoryType.HelmHttp, "TOKEN=t", "https://files.example.org/x"));
        File.WriteAllText(Path.Combine(home, ".netrc"), "machine named.example.org login a password b\ndefault login c password d\n");
        Assert.Equal("Basic c:d", Header(RepositoryType.HelmHttp, "", "https://repo.example.org/x"));
        Assert.Equal("Basic a:b", Header(RepositoryType.HelmHttp, "", "https://named.example.org/x"));
        Assert.Null(Header(RepositoryType.HelmHttp, "", "https://files.example.org/x"));
    }

    private string? Header(RepositoryType type, string variables, string address)
    {
        var repository = new Repository("repo", type, "https://repo.example.org/", "https://repo.example.org/");
        var header = HttpCredentials.Find(repository, new(address), Environment(variables))?.ToHeader();
        return header is { Scheme: "Basic" } ? "Basic " + Encoding.UTF8.GetString(Convert.FromBase64String(header.Parameter!)) : header?.ToString();
    }

    private ReleaseEnvironment Environment(string variables)
    {
        var values = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static v => v.Split('=')).ToDictionary(static v => "LEGION_REPO_" + v[0], static v => v[1], StringComparer.Ordinal);
        return new() { Variable = values.GetValueOrDefault, Home = home };
    }
}
