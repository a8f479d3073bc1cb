using Legion.Build.Generators.Options;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Naming;
using Legion.Build.Manifest.Versions;

namespace Legion.Build.Generators.Analyzers;

/// <summary>What literals of a project can mean: the names and places of one manifest, ready to be looked up.</summary>
internal sealed class LiteralIndex
{
    private readonly DistributionManifest manifest;
    private readonly ConstantsPlace place;
    private readonly Dictionary<string, List<NameMatch>> names = new(StringComparer.Ordinal);
    private readonly List<(string Prefix, Repository Repository, ArtifactKind Kind)> prefixes = [];

    /// <summary>Indexes a manifest.</summary>
    public LiteralIndex(DistributionManifest manifest, ConstantsPlace place)
    {
        this.manifest = manifest;
        this.place = place;
        AddNames(manifest.Charts, "Charts", "the chart");
        AddNames(manifest.Images, "Images", "the image");
        AddNames(manifest.PythonPackages, "Python", "the Python package");
        foreach (var repository in manifest.Repositories)
        {
            if (repository.Type is RepositoryType.Oci) prefixes.Add((References.ImagePrefix(repository), repository, ArtifactKind.Image));
            if (repository.Type is RepositoryType.Oci or RepositoryType.HelmGit or RepositoryType.HelmHttp) prefixes.Add((References.ChartPrefix(repository), repository, ArtifactKind.Chart));
        }

        // The longest first: one repository's address may begin another's.
        prefixes.Sort(static (a, b) => a.Prefix.Length != b.Prefix.Length ? b.Prefix.Length.CompareTo(a.Prefix.Length) : string.CompareOrdinal(a.Prefix, b.Prefix));
    }

    /// <summary>The artifacts of a name: one of each kind at most.</summary>
    public IReadOnlyList<NameMatch> Names(string literal) => names.TryGetValue(literal, out var matches) ? matches : [];

    /// <summary>The artifact and version that a reference means, when its channel would give the same reference.</summary>
    public ReferenceMatch? Reference(string literal)
    {
        foreach (var (repository, kind, rest) in Places(literal))
        {
            var (name, version) = Split(rest, kind, References.HasChartTags(repository));
            if (version is null || Find(kind, name) is not { } artifact || Channel(artifact, repository, version) is not { } channel) continue;
            if (VersionDialects.TryCreate(version, out _, out _)) return Match(artifact, channel, version);
        }

        return Requirement(literal);
    }

    /// <summary>The artifact and channel of a text that goes on with a version: <c>docker.io/acme/web:</c>.</summary>
    public ReferenceMatch? Beginning(string text)
    {
        foreach (var (repository, kind, rest) in Places(text))
        {
            var tagged = kind == ArtifactKind.Image || References.HasChartTags(repository);
            if (!tagged || !rest.EndsWith(":", StringComparison.Ordinal)) continue;
            if (Find(kind, rest.Substring(0, rest.Length - 1)) is { } artifact && Channel(artifact, repository, null) is { } channel) return Match(artifact, channel, null);
        }

        return null;
    }

    /// <summary>What a literal that begins with one of our addresses names, when nothing of the kind is declared.</summary>
    public UnknownMatch? Unknown(string literal)
    {
        foreach (var (repository, kind, rest) in Places(literal))
        {
            var tagged = kind == ArtifactKind.Image || References.HasChartTags(repository);
            // An address without a path is a whole registry, which holds others' images too.
            if (!tagged || References.ImagePrefix(repository).TrimEnd('/').IndexOf('/') < 0) continue;
            var name = Split(rest, kind, tagged).Name;
            if (name.Length == 0 || !name.All(static c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.')) continue;
            // One repository may hold charts and images side by side.
            if (manifest.Images.Any(i => i.Name == name) || manifest.Charts.Any(c => c.Name == name)) return null;
            var declared = kind == ArtifactKind.Image ? manifest.Images.Select(static i => i.Name) : manifest.Charts.Select(static c => c.Name);
            return new(repository.Name, kind == ArtifactKind.Image ? "image" : "chart", name, Spelling.Nearest(name, declared), literal.Length - rest.Length);
        }

        return null;
    }

    private void AddNames<T>(EquatableArray<T> artifacts, string @class, string noun)
        where T : Artifact, IEquatable<T>
    {
        foreach (var artifact in artifacts)
        {
            if (!names.TryGetValue(artifact.Name, out var matches)) names.Add(artifact.Name, matches = []);
            var expression = @class + ".Names." + Identifiers.From(artifact.Name);
            matches.Add(new(noun, place.ClassName + "." + expression, place.Class + expression));
        }
    }

    private IEnumerable<(Repository Repository, ArtifactKind Kind, string Remainder)> Places(string text)
    {
        foreach (var (prefix, repository, kind) in prefixes)
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal)) yield return (repository, kind, text.Substring(prefix.Length));
        }
    }

    // NAME:TAG, or NAME-VERSION.tgz of the declared chart with the longest fitting name.
    private (string Name, string? Version) Split(string rest, ArtifactKind kind, bool tagged)
    {
        if (kind == ArtifactKind.Image || tagged)
        {
            var end = rest.IndexOfAny([':', '@']);
            return end < 0 ? (rest, null) : (rest.Substring(0, end), rest[end] == ':' ? rest.Substring(end + 1).Replace('_', '+') : null);
        }

        const string suffix = ".tgz";
        var name = manifest.Charts.Select(static c => c.Name)
            .Where(n => rest.StartsWith(n + "-", StringComparison.Ordinal) && rest.EndsWith(suffix, StringComparison.Ordinal) && rest.Length > n.Length + 1 + suffix.Length)
            .OrderByDescending(static n => n.Length).FirstOrDefault();
        return name is null ? ("", null) : (name, rest.Substring(name.Length + 1, rest.Length - name.Length - 1 - suffix.Length));
    }

    // PEP 508: legion==1.0.0. The version is in another dialect; only one that is the same in both can be turned back.
    private ReferenceMatch? Requirement(string literal)
    {
        var equal = literal.IndexOf("==", StringComparison.Ordinal);
        if (equal <= 0) return null;
        var version = literal.Substring(equal + 2);
        if (Find(ArtifactKind.Python, literal.Substring(0, equal)) is not { } package || !VersionDialects.TryCreate(version, out var dialects, out _)) return null;
        if (dialects.Pep440 != version) return null;
        return package.Destinations.FirstOrDefault(static d => !d.Repositories.IsEmpty) is { } destination ? Match(package, destination.Channel, version) : null;
    }

    private Artifact? Find(ArtifactKind kind, string name) => kind switch
    {
        ArtifactKind.Chart => manifest.Charts.FirstOrDefault(c => c.Name == name),
        ArtifactKind.Image => manifest.Images.FirstOrDefault(i => i.Name == name),
        _ => manifest.PythonPackages.FirstOrDefault(p => p.Name == name),
    };

    // The channels whose first repository this is; of several, one that takes the version.
    private string? Channel(Artifact artifact, Repository repository, string? version)
    {
        var fitting = manifest.Channels.Where(channel => artifact.Destinations.Any(d =>
            d.Channel == channel.Name && !d.Repositories.IsEmpty && d.Repositories[0] == repository.Name)).ToArray();
        return (fitting.FirstOrDefault(c => version is not null && c.Versions.Takes(version)) ?? fitting.FirstOrDefault())?.Name;
    }

    private ReferenceMatch Match(Artifact artifact, string channel, string? version)
    {
        var @class = artifact.Kind switch { ArtifactKind.Chart => "Charts.", ArtifactKind.Image => "Images.", _ => "Python." };
        var constant = @class + Identifiers.From(artifact.Name);
        return new(artifact.Name, channel, place.ClassName + "." + constant, place.Class + constant, place.Root + "Channel." + Identifiers.From(channel), version);
    }
}
