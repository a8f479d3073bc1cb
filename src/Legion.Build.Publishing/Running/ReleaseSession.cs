using Legion.Build.Artifacts;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;
using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Repositories;

namespace Legion.Build.Publishing.Running;

/// <summary>The repositories of one release, opened, with what goes to each.</summary>
internal sealed class ReleaseSession : IAsyncDisposable
{
    private readonly Dictionary<string, ReleasePlace> places = new(StringComparer.Ordinal);
    private readonly HashSet<AddressSubstitution> substituted = [];

    private ReleaseSession(ReleaseRequest request, IBuildLog log, Findings findings, ReleaseContent? content)
    {
        Request = request;
        Log = log;
        Findings = findings;
        Context = new()
        {
            Product = request.Manifest.Product,
            Root = request.Root,
            OutputPath = content?.Folder ?? request.OutputPath,
            WorkPath = Path.Combine(request.IntermediatePath, "publish"),
            Version = request.Version,
            Channel = request.Channel,
            Environment = request.Environment,
            Log = log,
            Images = content?.Images ?? new Dictionary<string, PublishedImage>(StringComparer.Ordinal),
        };
    }

    public ReleaseRequest Request { get; }

    public IBuildLog Log { get; }

    public Findings Findings { get; }

    public PublishContext Context { get; }

    public List<ReleasePlace> Places { get; } = [];

    /// <summary>Addresses of the manifest that others stand in for.</summary>
    public IEnumerable<AddressSubstitution> Substituted => substituted;

    /// <summary>Opens every repository that an artifact goes to on the channel.</summary>
    public static ReleaseSession Open(ReleaseRequest request, IBuildLog log, Findings findings, ReleaseContent content)
    {
        var session = new ReleaseSession(request, log, findings, content);
        var floating = TagTemplates.Floating(request.Channel, request.Version);
        var ranks = new Ranks(request.Manifest);
        foreach (var group in session.Destinations(content.Record))
            session.Open(group.Key.Repository, group.Key.Kind, publisher => Ranked(publisher, group, floating, ranks));
        if (request.Channel.GitTag is { } template)
        {
            var tag = TagTemplates.Fill(template, request.Version, request.Channel);
            session.OpenGitTag(tag, content.Commit, publisher => [.. publisher.Describe().Select(static i => (i, Ranks.GitTag))]);
        }

        return session;
    }

    /// <summary>Opens the repositories of a release that was published, and those its artifacts could have gone to besides.</summary>
    public static ReleaseSession Open(ReleaseRequest request, IBuildLog log, Findings findings, IReadOnlyList<ReleaseItem> published)
    {
        var session = new ReleaseSession(request, log, findings, null);
        var items = published.ToLookup(static i => (i.Repository, i.Kind));
        var declared =
            from artifact in Artifacts(request.Manifest)
            from repository in Repositories(artifact, request.Channel)
            select (Repository: repository, Kind: (ArtifactKind?)artifact.Kind);
        foreach (var (repository, kind) in items.Select(static g => g.Key).Concat(declared).Distinct())
        {
            if (kind is { } known) session.Open(repository, known, _ => [.. items[(repository, kind)].Select(static i => (i, 0))]);
            else session.OpenGitTag(items[(repository, kind)].First().Key, null, _ => [.. items[(repository, kind)].Select(static i => (i, 0))]);
        }

        return session;
    }

    /// <summary>The publisher of an item.</summary>
    public ReleasePlace PlaceOf(ReleaseItem item) => places[item.Id];

    /// <summary>The publisher of an item; null where the repository could not be opened, which was reported.</summary>
    public ReleasePlace? TryPlaceOf(ReleaseItem item) => places.GetValueOrDefault(item.Id);

    public async ValueTask DisposeAsync()
    {
        foreach (var place in Places) await place.Publisher.DisposeAsync();
    }

    /// <summary>All artifacts of the manifest that go to a repository on some channel, images first.</summary>
    public static IEnumerable<Artifact> Artifacts(DistributionManifest manifest) =>
        manifest.Images.Cast<Artifact>().Concat(manifest.PythonPackages).Concat(InstallOrder.Of(manifest.Charts));

    /// <summary>Where an artifact goes on a channel.</summary>
    public static IEnumerable<string> Repositories(Artifact artifact, Channel channel) =>
        artifact.Destinations.Where(d => d.Channel == channel.Name).SelectMany(static d => d.Repositories);

    private IEnumerable<IGrouping<(string Repository, ArtifactKind Kind), BuiltArtifact>> Destinations(BuildRecord record) =>
        from artifact in Artifacts(Request.Manifest)
        let built = record.Artifacts.FirstOrDefault(a => a.Kind == artifact.Kind && a.Name == artifact.Name)
        where built is not null
        from repository in Repositories(artifact, Request.Channel)
        group built by (repository, artifact.Kind);

    private void Open(string name, ArtifactKind kind, Func<IRepositoryPublisher, IReadOnlyList<(ReleaseItem Item, int Rank)>> describe)
    {
        if (Request.Manifest.Repositories.FirstOrDefault(r => r.Name == name) is not { } repository)
        {
            Findings.Add(PublishRules.Failed, Findings.Channel(Request.Channel.Name), name, "The manifest has no such repository any more; take the one it had when this was published.");
            return;
        }

        IRepositoryPublisher? publisher = null;
        try
        {
            (publisher, var opened) = Request.Open(repository, kind, Context);
            substituted.UnionWith(RepositoryOverrides.Between(repository, opened));
            Add(new(opened, kind, publisher, describe(publisher)));
        }
        catch (PublishException e)
        {
            Findings.Add(e, repository, name);
            // What cannot be described can still be asked whether it answers.
            if (publisher is not null) Add(new(repository, kind, publisher, []));
        }
    }

    private void OpenGitTag(string tag, string? commit, Func<Git.GitTagPublisher, IReadOnlyList<(ReleaseItem Item, int Rank)>> describe)
    {
        var publisher = new Git.GitTagPublisher(Context, tag, Request.RehearseTo) { Commit = commit };
        try
        {
            Add(new(null, null, publisher, describe(publisher)));
        }
        catch (PublishException e)
        {
            Findings.Add(e, null, "source");
        }
    }

    private void Add(ReleasePlace place)
    {
        Places.Add(place);
        foreach (var (item, _) in place.Items) places[item.Id] = place;
    }

    private static List<(ReleaseItem Item, int Rank)> Ranked(IRepositoryPublisher publisher, IEnumerable<BuiltArtifact> artifacts, IReadOnlyList<string> floating, Ranks ranks)
    {
        var tags = publisher.Capabilities.HasFloatingTags ? floating : [];
        var items = new List<(ReleaseItem Item, int Rank)>();
        foreach (var artifact in artifacts)
        {
            var rank = ranks.Of(artifact.Kind, artifact.Name);
            items.AddRange(publisher.Describe(artifact, artifact.Kind == ArtifactKind.Image ? tags : [])
                .Select(item => (item, item.Role == ItemRole.FloatingTag ? Ranks.FloatingTags : rank)));
        }

        // One push shows them all: it waits for the last one's turn.
        return publisher.Capabilities.CommitsTogether && items.Count > 0
            ? [.. items.Select(i => (i.Item, items.Max(static j => j.Rank)))]
            : items;
    }
}
