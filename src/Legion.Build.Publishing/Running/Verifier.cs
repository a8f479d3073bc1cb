using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Repositories;

namespace Legion.Build.Publishing.Running;

/// <summary>Reads back what was published and compares every digest.</summary>
internal sealed class Verifier(ReleaseSession session)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private static ParallelOptions Parallelism(CancellationToken cancellation) => new() { MaxDegreeOfParallelism = 8, CancellationToken = cancellation };

    /// <summary>Compares items with the world; differences are reported.</summary>
    /// <param name="items">What should be there.</param>
    /// <param name="rule">What a difference is reported as.</param>
    /// <param name="patience">How long a server that shows writes late may take.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>Whether all is as it should be.</returns>
    public async Task<bool> CompareAsync(IEnumerable<ReleaseItem> items, Rule rule, TimeSpan patience, CancellationToken cancellation)
    {
        var good = true;
        await Parallel.ForEachAsync(items, Parallelism(cancellation), async (item, token) =>
        {
            if (session.TryPlaceOf(item) is not { } place) return;
            try
            {
                var found = await ReadAsync(place, item, patience, token);
                // A tag that moves with versions may have gone on to a newer one since.
                if (found == item.Digest || (item.Role == ItemRole.FloatingTag && found is not null && await NewerAsync(place, item, token) is not null)) return;
                session.Findings.Add(rule, Location(place), item.Address, item.Digest, Words(rule, found));
            }
            catch (PublishException e)
            {
                session.Findings.Add(e, place.Repository, place.Name);
            }

            Volatile.Write(ref good, false);
        });
        return good;
    }

    /// <summary>Looks for what stands under the version and is no item of the release: another wheel, a chart listed twice, an artifact nobody published.</summary>
    /// <param name="items">The release.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task FindOthersAsync(IReadOnlyList<ReleaseItem> items, CancellationToken cancellation)
    {
        var known = items.Where(static i => i.Role == ItemRole.Artifact).ToLookup(static i => (i.Repository, i.Kind, i.Name), static i => i.Key);
        var artifacts =
            from artifact in ReleaseSession.Artifacts(session.Request.Manifest)
            from repository in ReleaseSession.Repositories(artifact, session.Request.Channel)
            from place in session.Places
            where place.Repository?.Name == repository && place.Kind == artifact.Kind
            select (place, artifact.Name);
        await Parallel.ForEachAsync(artifacts, Parallelism(cancellation), async (pair, token) =>
        {
            var (place, name) = pair;
            try
            {
                var listed = await place.Publisher.ListAsync(place.Kind!.Value, name, session.Request.Version, token);
                var others = listed.ToList();
                foreach (var key in known[(place.Name, place.Kind, name)]) others.Remove(key);
                foreach (var key in others)
                    session.Findings.Add(PublishRules.OtherThere, Location(place), key, place.Name, place.Kind, name, session.Request.Version.SemVer);
            }
            catch (PublishException e)
            {
                session.Findings.Add(e, place.Repository, place.Name);
            }
        });
    }

    private static string Words(Rule rule, string? found) =>
        rule == PublishRules.VerificationFailed ? (found is null ? "is not there" : "is " + found) : found ?? "not there";

    private async Task<string?> NewerAsync(ReleasePlace place, ReleaseItem item, CancellationToken cancellation) =>
        TagTemplates.Newer(item.Key, session.Request.Version, session.Request.Channel, await place.Publisher.TagsAsync(item, cancellation));

    private SourceLocation Location(ReleasePlace place) =>
        place.Repository is null ? session.Findings.Channel(session.Request.Channel.Name) : session.Findings.Repository(place.Name);

    private async Task<string?> ReadAsync(ReleasePlace place, ReleaseItem item, TimeSpan patience, CancellationToken cancellation)
    {
        var time = session.Request.Environment.Time;
        var (begin, pause) = (time.GetTimestamp(), FirstPause);
        while (true)
        {
            var found = await place.Publisher.ReadBackAsync(item, cancellation);
            if (found == item.Digest || !place.Publisher.Capabilities.IsEventuallyConsistent || time.GetElapsedTime(begin) + pause > patience) return found;
            await Task.Delay(pause, time, cancellation);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
