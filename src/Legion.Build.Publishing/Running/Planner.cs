using System.Collections.Concurrent;
using Legion.Build.Artifacts;
using Legion.Build.Manifest.Model;
using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Repositories;

namespace Legion.Build.Publishing.Running;

/// <summary>Asks the repositories what stands where, and makes the plan. Writes nothing.</summary>
internal sealed class Planner(ReleaseSession session)
{
    private readonly ConcurrentDictionary<string, string> troubles = new(StringComparer.Ordinal);

    /// <summary>What is known although not everything could be asked: for people to read, never to be done. Null when there is a whole plan.</summary>
    public ReleasePlan? Draft { get; private set; }

    /// <summary>The plan of now; what is wrong with it was reported.</summary>
    /// <returns>Null when something is wrong that leaves no plan. One with refused steps is returned.</returns>
    public async Task<ReleasePlan?> PlanAsync(CancellationToken cancellation)
    {
        // A repository that does not answer keeps nobody from asking the others: all that is wrong is said at once.
        SayWhoIsAsked();
        var answering = await Task.WhenAll(session.Places.Select(async place => (place, Answers: await CheckAsync(place, cancellation))));
        var described = session.Places.SelectMany(static place => place.Items.Select(i => (Place: place, i.Item, i.Rank))).OrderBy(static s => s.Rank).ToList();
        var items = described.Where(d => answering.Any(a => a.place == d.Place && a.Answers)).ToList();
        var found = await LookAsync(items.Select(static i => (i.Place, i.Item)), cancellation);
        var newer = await NewerAsync(items.Where(i => i.Item.Role == ItemRole.FloatingTag && found.GetValueOrDefault(i.Item.Id) is { } there && there != i.Item.Digest).Select(static i => (i.Place, i.Item)), cancellation);
        var isTroubled = session.Findings.Any;
        var steps = described.ConvertAll(s => (s.Place, Step: found.TryGetValue(s.Item.Id, out var there)
            ? Decide(s.Place, s.Item, there, newer.GetValueOrDefault(s.Item.Id))
            : new(StepPhase.Commit, s.Item, StepReason.Unknown, null) { Trouble = troubles.GetValueOrDefault(s.Item.Id) }));
        var transfers = steps.Where(static s => s.Step.IsChange && s.Step.Item.Role == ItemRole.Artifact && s.Place.Publisher.Capabilities.StagesContent);
        var plan = new ReleasePlan
        {
            Product = session.Request.Manifest.Product,
            Channel = session.Request.Channel.Name,
            Version = session.Request.Version.SemVer,
            Substituted = session.Substituted.ToEquatableArray(),
            Steps = new([.. transfers.Select(static s => s.Step with { Phase = StepPhase.Transfer }), .. steps.Select(static s => s.Step)]),
        };
        if (!isTroubled) return plan;
        Draft = plan;
        return null;
    }

    // A server that is down is asked for some seconds before it counts as such: nobody is left to guess what takes so long.
    private void SayWhoIsAsked()
    {
        if (session.Request.RehearseTo is not null) return;
        var asked = session.Places.Where(static p => p.Repository is { Type: not RepositoryType.Directory }).Select(static p => $"'{p.Name}' ({p.Repository!.Push})").Distinct().ToList();
        if (asked.Count > 0) session.Log.Message(BuildMessageLevel.Progress, null, "asking " + string.Join(", ", asked) + " what stands there already");
    }

    /// <summary>What stands at items' addresses, by their ids; what could not be asked was reported and is missing.</summary>
    public Task<IReadOnlyDictionary<string, string?>> LookAsync(IEnumerable<(ReleasePlace Place, ReleaseItem Item)> items, CancellationToken cancellation) =>
        AskAsync(items, static (place, item, token) => place.Publisher.LookAsync(item, token), cancellation);

    /// <summary>Versions that floating tags should rather lead to, by the tags' ids; null where there is none.</summary>
    public Task<IReadOnlyDictionary<string, string?>> NewerAsync(IEnumerable<(ReleasePlace Place, ReleaseItem Item)> tags, CancellationToken cancellation) =>
        AskAsync(
            tags,
            async (place, item, token) => TagTemplates.Newer(item.Key, session.Request.Version, session.Request.Channel, await place.Publisher.TagsAsync(item, token)),
            cancellation);

    private async Task<IReadOnlyDictionary<string, string?>> AskAsync(
        IEnumerable<(ReleasePlace Place, ReleaseItem Item)> items, Func<ReleasePlace, ReleaseItem, CancellationToken, Task<string?>> ask, CancellationToken cancellation)
    {
        var answers = new ConcurrentDictionary<string, string?>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellation };
        await Parallel.ForEachAsync(items, options, async (pair, token) =>
        {
            try
            {
                answers[pair.Item.Id] = await ask(pair.Place, pair.Item, token);
            }
            catch (PublishException e)
            {
                troubles[pair.Item.Id] = Trouble(e);
                session.Findings.Add(e, pair.Place.Repository, pair.Place.Name);
            }
        });
        return answers;
    }

    private async Task<bool> CheckAsync(ReleasePlace place, CancellationToken cancellation)
    {
        try
        {
            await place.Publisher.CheckAsync([.. place.Items.Select(static i => i.Item)], cancellation);
            return true;
        }
        catch (PublishException e)
        {
            foreach (var (item, _) in place.Items) troubles[item.Id] = Trouble(e);
            session.Findings.Add(e, place.Repository, place.Name);
            return false;
        }
    }

    private static string Trouble(PublishException exception) => exception.Failure switch
    {
        PublishFailure.Unreachable => "does not answer",
        PublishFailure.Denied => "credentials are missing or refused",
        _ => "could not be asked",
    };

    private PlanStep Decide(ReleasePlace place, ReleaseItem item, string? found, string? newer)
    {
        var reason = found is null ? StepReason.New
            : found == item.Digest ? StepReason.Present
            : newer is not null ? StepReason.Kept
            : MayReplace(session.Request, item) && (place.Publisher.Capabilities.CanReplace || item.Role == ItemRole.FloatingTag) ? StepReason.Replaced
            : StepReason.Refused;
        if (reason == StepReason.Refused)
            session.Findings.Add(PublishRules.OtherBytes, place.Repository is null ? session.Findings.Channel(session.Request.Channel.Name) : session.Findings.Repository(place.Name), item.Address, found, item.Digest, session.Request.Channel.Name);
        return new(StepPhase.Commit, item, reason, found) { Newer = newer };
    }

    /// <summary>Whether other bytes under the item's address may go.</summary>
    public static bool MayReplace(ReleaseRequest request, ReleaseItem item) => item.Role switch
    {
        ItemRole.FloatingTag => true,
        ItemRole.GitTag => false,
        _ => request.Channel.Mutable,
    };
}
