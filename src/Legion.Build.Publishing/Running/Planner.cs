using System.Collections.Concurrent;
using Legion.Build.Manifest.Model;
using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Repositories;

namespace Legion.Build.Publishing.Running;

/// <summary>Asks the repositories what stands where, and makes the plan. Writes nothing.</summary>
internal sealed class Planner(ReleaseSession session)
{
    /// <summary>The plan of now; what is wrong with it was reported.</summary>
    /// <returns>Null when something is wrong that leaves no plan. One with refused steps is returned.</returns>
    public async Task<ReleasePlan?> PlanAsync(CancellationToken cancellation)
    {
        // A repository that does not answer keeps nobody from asking the others: all that is wrong is said at once.
        var answering = await Task.WhenAll(session.Places.Select(async place => (place, Answers: await CheckAsync(place, cancellation))));
        var items = answering.Where(static a => a.Answers).SelectMany(static a => a.place.Items.Select(i => (Place: a.place, i.Item, i.Rank))).OrderBy(static s => s.Rank).ToList();
        var found = await LookAsync(items.Select(static i => (i.Place, i.Item)), cancellation);
        var newer = await NewerAsync(items.Where(i => i.Item.Role == ItemRole.FloatingTag && found.GetValueOrDefault(i.Item.Id) is { } there && there != i.Item.Digest).Select(static i => (i.Place, i.Item)), cancellation);
        var isTroubled = session.Findings.Any;
        var steps = items.Where(s => found.ContainsKey(s.Item.Id)).Select(s => (s.Place, Step: Decide(s.Place, s.Item, found[s.Item.Id], newer.GetValueOrDefault(s.Item.Id)))).ToList();
        if (isTroubled) return null;
        var transfers = steps.Where(static s => s.Step.IsChange && s.Step.Item.Role == ItemRole.Artifact && s.Place.Publisher.Capabilities.StagesContent);
        return new()
        {
            Product = session.Request.Manifest.Product,
            Channel = session.Request.Channel.Name,
            Version = session.Request.Version.SemVer,
            Substituted = session.Substituted.ToEquatableArray(),
            Steps = new([.. transfers.Select(static s => s.Step with { Phase = StepPhase.Transfer }), .. steps.Select(static s => s.Step)]),
        };
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
            session.Findings.Add(e, place.Repository, place.Name);
            return false;
        }
    }

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
