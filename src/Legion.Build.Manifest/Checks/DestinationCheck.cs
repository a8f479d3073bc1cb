using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Manifest.Checks;

/// <summary>Which kind goes where on which channel, and whether that can be.</summary>
internal sealed class DestinationCheck
{
    private static readonly (ArtifactKind Kind, string Key, string Noun, RepositoryType[] Types)[] Kinds =
    [
        (ArtifactKind.Chart, "charts", "Charts", [RepositoryType.HelmGit, RepositoryType.HelmHttp, RepositoryType.Oci, RepositoryType.Directory]),
        (ArtifactKind.Image, "images", "Images", [RepositoryType.Oci, RepositoryType.Directory]),
        (ArtifactKind.Python, "python", "Python packages", [RepositoryType.Pypi, RepositoryType.Directory]),
    ];

    private readonly YamlMapping? publish;
    private readonly Findings findings;
    private readonly List<Draft<Channel>> channels;
    private readonly List<Draft<Repository>> repositories;
    private readonly HashSet<string> declaredRepositories;
    private readonly Dictionary<string, RepositoryType> goodRepositories;
    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    public DestinationCheck(YamlMapping root, Findings findings, List<Draft<Channel>> channels, List<Draft<Repository>> repositories)
    {
        this.findings = findings;
        this.channels = channels;
        this.repositories = repositories;
        publish = root.Map("publish");
        declaredRepositories = new(root.Map("repositories")?.Entries.Select(static e => e.Key ?? string.Empty) ?? [], StringComparer.Ordinal);
        goodRepositories = repositories.Where(r => !findings.Spoils(r.Entry)).ToDictionary(static r => r.Model.Name, static r => r.Model.Type, StringComparer.Ordinal);
    }

    /// <summary>The destinations of a kind.</summary>
    public EquatableArray<Destination> Of(ArtifactKind kind) => publish.Map(Row(kind).Key) is { } map ? Lay(default, map, kind) : default;

    /// <summary>An artifact's own destinations laid over its kind's.</summary>
    public EquatableArray<Destination> Over(EquatableArray<Destination> ofKind, YamlMapping artifact, ArtifactKind kind) =>
        artifact.Map("publish") is { } own ? Lay(ofKind, own, kind) : ofKind;

    /// <summary>Channels on which artifacts go nowhere, and repositories to which nothing goes.</summary>
    public void CheckWhole(YamlMapping root, List<Draft<Chart>> charts, List<Draft<Image>> images, List<Draft<PythonPackage>> python)
    {
        CheckKind(root, charts, ArtifactKind.Chart);
        CheckKind(root, images, ArtifactKind.Image);
        CheckKind(root, python, ArtifactKind.Python);
        if (publish is null && used.Count == 0) return;
        foreach (var repository in repositories)
        {
            if (!used.Contains(repository.Model.Name)) findings.Add(ManifestRules.UnusedRepository, repository.Entry.KeySpan, repository.Model.Name);
        }
    }

    private static (ArtifactKind Kind, string Key, string Noun, RepositoryType[] Types) Row(ArtifactKind kind) => Kinds[(int)kind];

    private EquatableArray<Destination> Lay(EquatableArray<Destination> ofKind, YamlMapping own, ArtifactKind kind)
    {
        foreach (var entry in own.Entries)
        {
            if (entry.Key is not { } channel) continue;
            if (!channels.Any(c => c.Model.Name == channel)) UnknownChannel(entry.KeySpan, channel);
            foreach (var item in NodeValues.Items(entry.Value)) CheckRepository(item as YamlScalar, kind);
        }

        var merged = new List<Destination>(channels.Count);
        foreach (var channel in channels)
        {
            if (findings.Spoils(channel.Entry)) continue;
            if (own.Find(channel.Model.Name) is { } entry)
            {
                var names = NodeValues.Items(entry.Value).OfType<YamlScalar>().Select(static s => s.Text).Where(goodRepositories.ContainsKey).Distinct().ToArray();
                if (names.Length > 0) merged.Add(new(channel.Model.Name, new(names)));
            }
            else if (ofKind.FirstOrDefault(d => d.Channel == channel.Model.Name) is { } inherited)
            {
                merged.Add(inherited);
            }
        }

        return new(merged.ToArray());
    }

    private void CheckKind<T>(YamlMapping root, List<Draft<T>> drafts, ArtifactKind kind)
        where T : Artifact
    {
        // A manifest that publishes nothing at all only builds.
        if (drafts.Count == 0 || (publish is null && used.Count == 0)) return;
        var (_, key, noun, _) = Row(kind);
        var entry = publish?.Find(key);
        var ofKind = entry?.Value as YamlMapping;
        foreach (var channel in channels)
        {
            var name = channel.Model.Name;
            if (ofKind?.Find(name) is not null || drafts.TrueForAll(d => d.Map.Map("publish")?.Find(name) is not null)) continue;
            findings.Add(ManifestRules.MissingDestination, (entry ?? root.Find(key)!).KeySpan, noun, name);
        }
    }

    private void CheckRepository(YamlScalar? node, ArtifactKind kind)
    {
        if (node is null || node.Text.Length == 0) return;
        used.Add(node.Text);
        if (!declaredRepositories.Contains(node.Text))
        {
            var nearest = findings.Nearest(node.Text, declaredRepositories);
            findings.AddWithSuggestion(ManifestRules.UnknownRepository, node.Span, nearest, node.Text, StructureCheck.Meant(nearest, declaredRepositories));
        }
        else if (goodRepositories.TryGetValue(node.Text, out var type) && Array.IndexOf(Row(kind).Types, type) < 0)
        {
            findings.Add(ManifestRules.UnfitRepository, node.Span, Row(kind).Noun, node.Text, AddressCheck.Spell(type),
                string.Join(", ", Row(kind).Types.Select(AddressCheck.Spell)));
        }
    }

    private void UnknownChannel(SourceSpan at, string channel)
    {
        var names = channels.ConvertAll(static c => c.Model.Name);
        var nearest = findings.Nearest(channel, names);
        findings.AddWithSuggestion(ManifestRules.UnknownChannel, at, nearest, channel, StructureCheck.Meant(nearest, names));
    }
}
