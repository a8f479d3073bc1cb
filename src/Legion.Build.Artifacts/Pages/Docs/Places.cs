using System.Globalization;

using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Naming;

namespace Legion.Build.Artifacts.Pages.Docs;

/// <summary>Where the artifacts of one kind are: a row a channel, and one more where an artifact goes elsewhere.</summary>
internal static class Places
{
    /// <summary>The rows of one kind.</summary>
    /// <param name="manifest">The model.</param>
    /// <param name="defaults">The kind's destinations.</param>
    /// <param name="artifacts">The kind's artifacts.</param>
    public static IReadOnlyList<PlaceRow> Of(DistributionManifest manifest, EquatableArray<Destination> defaults, IEnumerable<Artifact> artifacts)
    {
        var all = artifacts.ToList();
        var rows = new List<PlaceRow>();
        foreach (var channel in manifest.Channels)
        {
            var usual = Repositories(defaults, channel);
            var groups = all.GroupBy(a => Repositories(a.Destinations, channel)).OrderBy(g => g.Key == usual ? 0 : 1).ToList();
            foreach (var group in groups)
            {
                var only = groups.Count > 1 ? Code(group.Select(static a => a.Name)) : "";
                foreach (var name in group.Key)
                {
                    if (manifest.Repositories.FirstOrDefault(r => r.Name == name) is { } repository) rows.Add(Row(channel, repository, group.First(), only));
                }
            }
        }

        return rows;
    }

    /// <summary>Names as Markdown code, separated by commas.</summary>
    /// <param name="names">The names.</param>
    public static string Code(IEnumerable<string> names) => string.Join(", ", names.Select(static n => $"`{n}`"));

    private static EquatableArray<string> Repositories(EquatableArray<Destination> destinations, Channel channel) =>
        destinations.FirstOrDefault(d => d.Channel == channel.Name)?.Repositories ?? default;

    private static PlaceRow Row(Channel channel, Repository repository, Artifact artifact, string only) => new()
    {
        Channel = channel.Name,
        ChannelTitle = char.ToUpper(channel.Name[0], CultureInfo.InvariantCulture) + channel.Name[1..],
        Versions = Versions(channel),
        Only = only,
        Repository = repository.Name,
        Description = (repository.Description ?? "").Trim().TrimEnd('.'),
        Type = Type(repository.Type),
        Address = Address(repository),
        Link = Link(repository, artifact),
        Internal = repository.Access == RepositoryAccess.Internal,
        PushAddress = repository.Push == Address(repository) ? "" : repository.Push,
        Example = Example(repository, artifact),
    };

    /// <summary>Where users read: a Python index is read at its index, whatever takes the uploads.</summary>
    private static string Address(Repository repository) => repository.Type == RepositoryType.Pypi ? repository.Index ?? repository.Pull : repository.Pull;

    /// <summary>What a person can open in a browser; the two public places have pages at other hosts than their protocols.</summary>
    private static string Link(Repository repository, Artifact artifact)
    {
        var address = Address(repository);
        if (repository.Type == RepositoryType.Pypi && IsPyPI(address)) return $"https://pypi.org/project/{artifact.Name}/";
        if (address.StartsWith("docker.io/", StringComparison.Ordinal)) return "https://hub.docker.com/u/" + address["docker.io/".Length..].Split('/')[0];
        return address.Contains("://", StringComparison.Ordinal) ? address : "https://" + address;
    }

    private static bool IsPyPI(string address) => address.StartsWith("https://pypi.org/", StringComparison.Ordinal);

    private static string Versions(Channel channel) => channel.Versions switch
    {
        VersionPolicy.Stable => "such as 1.2.3",
        VersionPolicy.Prerelease => "such as 1.2.3-rc.1",
        _ => "any",
    }

    + (channel.Mutable ? ", may be overwritten" : ", never overwritten");

    private static string Type(RepositoryType type) => type switch
    {
        RepositoryType.Oci => "a container registry",
        RepositoryType.HelmGit => "a Git repository of Helm charts",
        RepositoryType.HelmHttp => "a Helm repository",
        RepositoryType.Pypi => "a Python package index",
        _ => "a folder",
    };

    private static string Example(Repository repository, Artifact artifact) => (repository.Type, artifact) switch
    {
        (RepositoryType.Oci, Chart) => $"helm install {artifact.Name} oci://{repository.Pull}/{artifact.Name} --version VERSION",
        (RepositoryType.Oci, _) => $"{repository.Pull}/{artifact.Name}:VERSION",
        (RepositoryType.HelmHttp, _) => $"helm install {artifact.Name} {artifact.Name} --repo {repository.Pull} --version VERSION",
        (RepositoryType.HelmGit, _) when References.Chart(repository, artifact.Name, "VERSION") is var url && url.StartsWith("https://", StringComparison.Ordinal) => $"helm install {artifact.Name} {url}",
        (RepositoryType.HelmGit, _) => $"{(repository.Folder is { } folder ? folder.Trim('/') + "/" : "")}{artifact.Name}-VERSION.tgz",
        (RepositoryType.Pypi, _) => Pip(repository, artifact),
        _ => artifact.Name,
    };

    private static string Pip(Repository repository, Artifact artifact)
    {
        // pip asks PyPI by itself; every other index must be named.
        var index = Address(repository);
        return IsPyPI(index) ? $"pip install {artifact.Name}==VERSION" : $"pip install --index-url {index} {artifact.Name}==VERSION";
    }
}
