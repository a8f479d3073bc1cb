using Legion.Build.Artifacts;
using Legion.Build.Publishing.Promotion;
using Legion.Build.Publishing.Records;
using Legion.Build.Publishing.Running;

namespace Legion.Build.Publishing;

public static partial class ReleaseStation
{
    /// <summary>Publishes on one channel what another channel published: images by digest, packages as they are or stamped again, with proof.</summary>
    /// <param name="request">The release to make; <see cref="ReleaseRequest.From"/> says where it is taken from.</param>
    /// <param name="log">Where findings and progress go.</param>
    /// <param name="cancellation">Stops before the next step that cannot be half done.</param>
    /// <returns>The record of the release; null when it is not whole, for reasons that were reported.</returns>
    public static Task<ReleaseRecord?> PromoteAsync(ReleaseRequest request, IBuildLog log, CancellationToken cancellation) =>
        PromoteAsync(request, log, observe: null, cancellation);

    internal static async Task<ReleaseRecord?> PromoteAsync(ReleaseRequest request, IBuildLog log, Action<string>? observe, CancellationToken cancellation)
    {
        var findings = new Findings(log, request.Sources);
        using var held = await LockAsync(request, log, cancellation);
        Preflight.Version(request, findings);
        await using var promoted = await TakeOverAsync(request, log, findings, cancellation);
        return promoted is null || findings.Any ? null : await PublishAsync(request, promoted.Content, log, findings, observe, cancellation);
    }

    private static async Task<PromotedContent?> TakeOverAsync(ReleaseRequest request, IBuildLog log, Findings findings, CancellationToken cancellation)
    {
        if (request.From is not { } from)
        {
            findings.Add(PublishRules.PromotionSource, findings.Channel(request.Channel.Name), "Say with -p:LegionFrom=CHANNEL which channel of the manifest the release is taken from.");
            return null;
        }

        var fromVersion = request.FromVersion ?? request.Version;
        var path = RecordPath(request with { Channel = from, Version = fromVersion });
        var release = ReadRelease(path, findings);
        if (release is not null) return await new Promoter(request, release, from, fromVersion, log, findings).MakeAsync(cancellation);
        if (!findings.Any)
            findings.Add(PublishRules.PromotionSource, findings.Channel(from.Name), $"'{path}' does not exist: {fromVersion.SemVer} was not published on '{from.Name}' from here. Bring its release record, or name another version with -p:LegionFromVersion=VERSION.");
        return null;
    }
}
