using Legion.Build.Manifest.Model;

namespace Legion.Build.Publishing.Repositories.Http;

/// <summary>Finds what opens a repository: its own variables first, then where each tool's users keep it.</summary>
internal static class HttpCredentials
{
    /// <summary>The credential of a repository for an address; null: none.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="address">The address asked.</param>
    /// <param name="environment">Variables and home folder.</param>
    public static HttpCredential? Find(Repository repository, Uri address, ReleaseEnvironment environment)
    {
        // What was said for this repository goes to its own hosts alone.
        var isOwn = IsOwn(repository, address);
        if (isOwn)
        {
            if (environment.Login(repository.Name) is { } login)
            {
                return login.Username is { } user ? HttpCredential.Basic(user, login.Secret)
                    : repository.Type == RepositoryType.Pypi ? HttpCredential.Basic("__token__", login.Secret)
                    : HttpCredential.Bearer(login.Secret);
            }

            if (repository.Type == RepositoryType.Pypi && Read(environment, null, ".pypirc") is { } pypirc && PypircFile.Find(pypirc, repository.Push, repository.Name) is { } found)
                return HttpCredential.Basic(found.Username, found.Password);
        }

        return Read(environment, "NETRC", ".netrc") is { } netrc && NetrcFile.Find(netrc, address.Host, withDefault: isOwn) is { } entry && entry.Password.Length > 0
            ? HttpCredential.Basic(entry.Login, entry.Password)
            : null;
    }

    private static bool IsOwn(Repository repository, Uri address) =>
        new[] { repository.Push, repository.Pull, repository.Index }.Any(a => a is not null && Uri.TryCreate(a, UriKind.Absolute, out var own) && HttpCourier.IsSameOrigin(own, address));

    private static string? Read(ReleaseEnvironment environment, string? variable, string name)
    {
        var path = (variable is null ? null : environment.Variable(variable)) ?? (environment.Home is { } home ? Path.Combine(home, name) : null);
        try
        {
            return path is null ? null : File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PublishException(PublishFailure.Denied, $"'{path}' cannot be read: {e.Message}", e);
        }
    }
}
