using Legion.Build.Oci;
using Legion.Build.Oci.Credentials;
using Legion.Build.Publishing.Repositories;

namespace Legion.Build.Publishing;

/// <summary>What the environment says of a repository by variables named after it.</summary>
internal static class RepositoryVariables
{
    /// <summary><c>docker-hub</c> → <c>DOCKER_HUB</c>.</summary>
    public static string NameOf(string repository) => VariableLogin.Prefix(repository)["LEGION_".Length..^1];

    /// <summary>The value of <c>LEGION_REPOSITORY_…</c>; null when it is not set.</summary>
    public static string? Value(this ReleaseEnvironment environment, string repository, string name) =>
        environment.Variable(VariableLogin.Prefix(repository) + name) is { Length: > 0 } value ? value : null;

    /// <summary>The login in a repository's variables; null when none is set.</summary>
    /// <exception cref="PublishException">Half a login is set.</exception>
    public static VariableLogin? Login(this ReleaseEnvironment environment, string repository)
    {
        try
        {
            return VariableLogin.Read(repository, environment.Variable);
        }
        catch (OciException e)
        {
            throw new PublishException(PublishFailure.Denied, e.Message, e);
        }
    }
}
