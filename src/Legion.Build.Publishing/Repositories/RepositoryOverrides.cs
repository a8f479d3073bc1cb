using Legion.Build.Manifest.Model;
using Legion.Build.Publishing.Plans;

namespace Legion.Build.Publishing.Repositories;

/// <summary>Addresses that stand in for a repository's own: a staging server, a mirror, a test. The manifest stays as it is.</summary>
/// <remarks>
/// <c>LEGION_NEXUS_HELM_URL</c> (push and pull), <c>…_PUSH</c>, <c>…_PULL</c>, <c>…_INDEX</c>, <c>…_CA</c> (an absolute path) and <c>…_INSECURE=true</c>.
/// </remarks>
internal static class RepositoryOverrides
{
    /// <summary>What the environment changed, address by address.</summary>
    public static IEnumerable<AddressSubstitution> Between(Repository manifest, Repository actual)
    {
        if (manifest.Push != actual.Push) yield return new(manifest.Name, "push", manifest.Push, actual.Push);
        if (manifest.Pull != actual.Pull) yield return new(manifest.Name, "pull", manifest.Pull, actual.Pull);
        if (manifest.Index != actual.Index) yield return new(manifest.Name, "index", manifest.Index, actual.Index);
    }

    /// <summary>The repository with what the environment says of it.</summary>
    public static Repository Apply(Repository repository, ReleaseEnvironment environment)
    {
        string? Value(string name) => environment.Value(repository.Name, name);
        var url = Value("URL");
        return repository with
        {
            Push = Value("PUSH") ?? url ?? repository.Push,
            Pull = Value("PULL") ?? url ?? repository.Pull,
            Index = Value("INDEX") ?? (url is null ? repository.Index : null),
            CertificateAuthority = Value("CA") ?? repository.CertificateAuthority,
            Insecure = Value("INSECURE") is { } insecure ? insecure is "true" or "1" : repository.Insecure,
        };
    }
}
