using Legion.Build.Artifacts;
using Legion.Build.Manifest.Model;
using Legion.Build.Publishing.Journals;
using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Repositories;

namespace Legion.Build.Publishing.Running;

/// <summary>Does a plan: transfers in parallel, commits in order, reads everything back. Each step is in the journal before it begins.</summary>
internal sealed class ReleaseRunner(ReleaseSession session, ReleasePlan plan, Journal journal)
{
    private readonly TransferProgress progress = new(session.Log, session.Request.Environment.Time, plan.Bytes);
    private readonly Dictionary<string, string> kept = new(StringComparer.Ordinal);
    private int visible;

    /// <summary>The plan as it was done: a tag that somebody moved to a newer version in the meantime is kept there.</summary>
    public ReleasePlan Plan => plan with
    {
        Steps = plan.Steps.Select(s => kept.TryGetValue(s.Id, out var newer) ? s with { Reason = StepReason.Kept, Newer = newer } : s).ToEquatableArray(),
    };

    /// <summary>What was sent, for people.</summary>
    public string Sent => progress.Summary();

    /// <summary>Does the plan. What is wrong was reported; the journal then stays for the repetition.</summary>
    /// <returns>Whether the release is whole and verified.</returns>
    /// <exception cref="OperationCanceledException">It was stopped; where it stands was reported.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        if (journal.IsResumed) session.Log.Message(BuildMessageLevel.Result, null, $"resumes the publish of {plan.Version} on '{plan.Channel}' that was interrupted");
        try
        {
            // What the plan's own look found equal by hash was just read; there is nothing new to learn from a second time.
            return await TransferAsync(cancellation)
                && await IsWorldAsPlannedAsync(cancellation)
                && await CommitAsync(cancellation)
                && await new Verifier(session).CompareAsync(
                    plan.Steps.Where(s => s.Phase == StepPhase.Commit && s.IsChange && !kept.ContainsKey(s.Id)).Select(static s => s.Item),
                    PublishRules.VerificationFailed,
                    session.Request.Patience,
                    cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            var changes = plan.Steps.Count(static s => s.Phase == StepPhase.Commit && s.IsChange);
            session.Findings.Add(
                PublishRules.Stopped,
                session.Findings.Channel(plan.Channel),
                plan.Version,
                plan.Channel,
                visible == 0 ? "nothing became visible" : FormattableString.Invariant($"{visible} of {changes} items are visible"));
            throw;
        }
    }

    private async Task<bool> TransferAsync(CancellationToken cancellation)
    {
        var steps = plan.Steps.Where(s => s.Phase == StepPhase.Transfer && s.IsChange && !journal.IsDone(s.Id)).ToList();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var options = new ParallelOptions { MaxDegreeOfParallelism = session.Request.Parallel, CancellationToken = stop.Token };
        try
        {
            await Parallel.ForEachAsync(steps, options, async (step, token) =>
            {
                var place = session.PlaceOf(step.Item);
                try
                {
                    journal.Write(JournalMark.Begin, step.Id);
                    await place.Publisher.TransferAsync(step.Item, progress, token);
                    journal.Write(JournalMark.Done, step.Id);
                }
                catch (PublishException e)
                {
                    // The first trouble ends the others' work too: nothing is visible yet, and a repetition goes on from here.
                    session.Findings.Add(e, place.Repository, place.Name, " Nothing became visible.");
                    await stop.CancelAsync();
                }
            });
        }
        catch (OperationCanceledException) when (session.Findings.Any && !cancellation.IsCancellationRequested)
        {
            return false;
        }

        return !session.Findings.Any;
    }

    private async Task<bool> IsWorldAsPlannedAsync(CancellationToken cancellation)
    {
        var changes = plan.Steps.Where(static s => s.Phase == StepPhase.Commit && s.IsChange).ToList();
        var found = await new Planner(session).LookAsync(changes.Select(s => (session.PlaceOf(s.Item), s.Item)), cancellation);
        if (session.Findings.Any) return false;
        foreach (var step in changes)
        {
            // What an interrupted publish of this very plan made visible is as planned.
            if (found[step.Item.Id] is var now && (now == step.Found || now == step.Item.Digest)) continue;
            session.Findings.Add(PublishRules.WorldChanged, session.Findings.Repository(step.Item.Repository), step.Item.Address, step.Found ?? "not there", now ?? "not there");
        }

        return !session.Findings.Any;
    }

    private async Task<bool> CommitAsync(CancellationToken cancellation)
    {
        foreach (var group in Groups())
        {
            var place = session.PlaceOf(group[0].Item);
            cancellation.ThrowIfCancellationRequested();
            if (await IsKeptAsync(place, group[0], cancellation)) continue;
            if (session.Findings.Any) return false;
            try
            {
                foreach (var step in group) journal.Write(JournalMark.Begin, step.Id);
                await place.Publisher.CommitAsync([.. group.Select(static s => s.Item)], Planner.MayReplace(session.Request, group[0].Item), progress, cancellation);
                await FollowAsync(place, group[0], cancellation);
                foreach (var step in group)
                {
                    journal.Write(JournalMark.Done, step.Id);
                    visible++;
                    session.Log.Message(BuildMessageLevel.Progress, step.Item.Name, "published " + step.Item.Address);
                }
            }
            catch (PublishException e) when (e.Failure == PublishFailure.Conflict)
            {
                session.Findings.Add(PublishRules.OtherBytes, session.Findings.Repository(place.Name), group[0].Item.Address, e.Message, group[0].Item.Digest, plan.Channel);
                return false;
            }
            catch (PublishException e)
            {
                session.Findings.Add(e, place.Repository, place.Name, " Run the same publish again: it continues where it stopped.");
                return false;
            }
        }

        return !session.Findings.Any;
    }

    // Somebody may have published a newer version between our question and our write. Whoever writes a moving tag last asks once more
    // and leads it there: all versions are visible before any moving tag is written, so the last one sees them all.
    private async Task FollowAsync(ReleasePlace place, PlanStep step, CancellationToken cancellation)
    {
        var led = "";
        while (step.Item.Role == ItemRole.FloatingTag && await NewerAsync(place, step, cancellation) is { } version && version != led)
        {
            await place.Publisher.LeadAsync(step.Item, version, cancellation);
            (kept[step.Id], led) = (version, version);
            session.Log.Message(BuildMessageLevel.Progress, step.Item.Name, $"{step.Item.Address} goes back to {version}, which was published meanwhile");
        }
    }

    private async Task<string?> NewerAsync(ReleasePlace place, PlanStep step, CancellationToken cancellation) =>
        (await new Planner(session).NewerAsync([(place, step.Item)], cancellation)).GetValueOrDefault(step.Item.Id);

    // Registries have no way to write a tag only if it is still what it was; asking right before is as near as one comes.
    private async Task<bool> IsKeptAsync(ReleasePlace place, PlanStep step, CancellationToken cancellation)
    {
        if (step.Item.Role != ItemRole.FloatingTag) return false;
        if (await NewerAsync(place, step, cancellation) is not { } version) return false;
        kept[step.Id] = version;
        session.Log.Message(BuildMessageLevel.Progress, step.Item.Name, $"{step.Item.Address} stays at {version}");
        return true;
    }

    // Items of a repository that shows all in one step go together; the others one by one. The plan's order is kept.
    private List<List<PlanStep>> Groups()
    {
        var groups = new List<List<PlanStep>>();
        var together = new Dictionary<ReleasePlace, List<PlanStep>>();
        foreach (var step in plan.Steps.Where(static s => s.Phase == StepPhase.Commit && s.IsChange))
        {
            var place = session.PlaceOf(step.Item);
            if (!place.Publisher.Capabilities.CommitsTogether)
            {
                groups.Add([step]);
            }
            else if (together.TryGetValue(place, out var group))
            {
                group.Add(step);
            }
            else
            {
                groups.Add(together[place] = [step]);
            }
        }

        return groups;
    }
}
