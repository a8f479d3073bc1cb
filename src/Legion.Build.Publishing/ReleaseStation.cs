using Legion.Build.Artifacts;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Publishing.Journals;
using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Records;
using Legion.Build.Publishing.Running;

namespace Legion.Build.Publishing;

/// <summary>Publishing: a release that is complete or not visible at all. Plan, preflight, transfer, commit, verify, record.</summary>
public static partial class ReleaseStation
{
    /// <summary>Asks the world and says every step a publish (or, with <see cref="ReleaseRequest.From"/>, a promotion) would take; writes nothing but <c>plan.json</c>.</summary>
    /// <param name="request">The release.</param>
    /// <param name="log">Where findings and the plan's table go.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <returns>The plan; null when there is none, for reasons that were reported. A refused plan is returned and its refusals were reported.</returns>
    public static async Task<ReleasePlan?> PlanAsync(ReleaseRequest request, IBuildLog log, CancellationToken cancellation)
    {
        var findings = new Findings(log, request.Sources);
        Preflight.Version(request, findings);
        await using var promoted = request.From is null ? null : await TakeOverAsync(request, log, findings, cancellation);
        if ((request.From is null ? Built(request, findings) : promoted?.Content) is not { } content) return null;
        var sound = Preflight.Local(request, content, findings, cancellation);
        await using var session = ReleaseSession.Open(request, log, findings, sound);
        var planner = new Planner(session);
        var plan = await planner.PlanAsync(cancellation);
        if ((plan ?? planner.Draft) is not { Steps.Count: > 0 } known) return plan;
        foreach (var line in PlanTable.Lines(known, isWhole: plan is not null)) log.Message(BuildMessageLevel.Result, null, line);
        if (plan is null) return null;
        PlanFile.Write(Path.Combine(request.OutputPath, PlanFile.FileName), plan);
        return plan;
    }

    /// <summary>Publishes the artifacts of the build record. Interrupted or failed, the same call goes on where it stopped.</summary>
    /// <param name="request">The release.</param>
    /// <param name="log">Where findings and progress go.</param>
    /// <param name="cancellation">Stops before the next step that cannot be half done.</param>
    /// <returns>The record of the release; null when it is not whole, for reasons that were reported.</returns>
    public static Task<ReleaseRecord?> PublishAsync(ReleaseRequest request, IBuildLog log, CancellationToken cancellation) =>
        PublishAsync(request, log, observe: null, cancellation);

    internal static async Task<ReleaseRecord?> PublishAsync(ReleaseRequest request, IBuildLog log, Action<string>? observe, CancellationToken cancellation)
    {
        var findings = new Findings(log, request.Sources);
        using var held = await LockAsync(request, log, cancellation);
        Preflight.Version(request, findings);
        return Built(request, findings) is { } content ? await PublishAsync(request, content, log, findings, observe, cancellation) : null;
    }

    private static async Task<ReleaseRecord?> PublishAsync(
        ReleaseRequest request, ReleaseContent content, IBuildLog log, Findings findings, Action<string>? observe, CancellationToken cancellation)
    {
        var sound = Preflight.Local(request, content, findings, cancellation);
        await using var session = ReleaseSession.Open(request, log, findings, sound);
        if (await new Planner(session).PlanAsync(cancellation) is not { } plan || findings.Any) return null;
        if (request.PlanFile is not null && !IsAsPlanned(request.PlanFile, plan, findings)) return null;

        foreach (var line in PlanTable.Substitutions(plan)) log.Message(BuildMessageLevel.Result, null, line);
        using var journal = Journal.Open(JournalPath(request), plan.Fingerprint, observe);
        if (plan.IsDone) log.Message(BuildMessageLevel.Result, null, $"{plan.Version} is on '{plan.Channel}' already, byte for byte: nothing was done");
        var runner = new ReleaseRunner(session, plan, journal);
        if (!await runner.RunAsync(cancellation)) return null;

        var release = ReleaseRecord.Of(runner.Plan);
        ReleaseRecordFile.Write(RecordPath(request), release);
        journal.Complete();
        request.Done?.Invoke(runner.Plan);
        if (plan.IsDone) return release;
        foreach (var line in PlanTable.Done(runner.Plan)) log.Message(BuildMessageLevel.Result, null, line);
        log.Message(BuildMessageLevel.Result, null, $"{plan.Version} is on '{plan.Channel}': {release.Items.Count} items, each read back; {runner.Sent}");
        return release;
    }

    /// <summary>Compares a release with the world: what the release record says, or without one what the build record would publish.</summary>
    /// <param name="request">The release.</param>
    /// <param name="log">Where every difference goes.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>Whether everything is there, byte for byte, and nothing besides under this version.</returns>
    public static async Task<bool> VerifyAsync(ReleaseRequest request, IBuildLog log, CancellationToken cancellation)
    {
        var findings = new Findings(log, request.Sources);
        var path = RecordPath(request);
        var release = ReadRelease(path, findings);
        if (findings.Any) return false;
        var items = release?.Items.ToList() ?? await WouldPublishAsync(request, log, findings);
        if (items is null)
        {
            findings.Add(PublishRules.NoRelease, findings.Channel(request.Channel.Name), path, request.Version.SemVer, request.Channel.Name);
            return false;
        }

        await using var session = ReleaseSession.Open(request, log, findings, items);
        var verifier = new Verifier(session);
        await verifier.CompareAsync(items, PublishRules.WorldDiffers, TimeSpan.Zero, cancellation);
        await verifier.FindOthersAsync(items, cancellation);
        if (findings.Any) return false;
        log.Message(BuildMessageLevel.Result, null, $"{request.Version.SemVer} on '{request.Channel.Name}': all {items.Count} items are there, byte for byte, and nothing else of this version is");
        return true;
    }

    private static async Task<List<ReleaseItem>?> WouldPublishAsync(ReleaseRequest request, IBuildLog log, Findings findings)
    {
        var record = BuildRecordFile.TryRead(Path.Combine(request.OutputPath, BuildRecord.FileName));
        if (record is null || record.Version != request.Version || record.Channel != request.Channel.Name) return null;
        await using var session = ReleaseSession.Open(request, log, findings, new ReleaseContent(record, request.OutputPath));
        return [.. session.Places.SelectMany(static p => p.Items.Select(static i => i.Item))];
    }

    private static Task<ReleaseLock> LockAsync(ReleaseRequest request, IBuildLog log, CancellationToken cancellation) => ReleaseLock.TakeAsync(
        Path.Combine(request.OutputPath, "releases", ".lock"),
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{request.Environment.Publisher}, which publishes {request.Version.SemVer} to '{request.Channel.Name}' since {request.Environment.Time.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC"),
        holder => log.Message(BuildMessageLevel.Progress, null, $"waiting for {holder}: artifacts of one folder are published one release at a time"),
        cancellation);

    private static ReleaseContent? Built(ReleaseRequest request, Findings findings) =>
        Preflight.Record(request, findings) is { } record ? new(record, request.OutputPath) : null;

    private static bool IsAsPlanned(string planFile, ReleasePlan now, Findings findings)
    {
        ReleasePlan planned;
        try
        {
            planned = PlanFile.Read(planFile);
        }
        catch (InvalidDataException e)
        {
            findings.Add(PublishRules.PlanUnreadable, SourceLocation.File(planFile), e.Message);
            return false;
        }

        if (planned.Fingerprint != now.Fingerprint)
        {
            findings.Add(PublishRules.PlanUnreadable, SourceLocation.File(planFile), "The plan is of other artifacts, another version, channel or places than what is to be published now. Make it again with -t:Plan.");
            return false;
        }

        var then = planned.Steps.Where(static s => s.Phase == StepPhase.Commit).ToDictionary(static s => s.Id, StringComparer.Ordinal);
        foreach (var step in now.Steps.Where(static s => s.Phase == StepPhase.Commit))
        {
            var before = then[step.Id];
            if ((before.Found != step.Found || before.Newer != step.Newer) && step.Found != step.Item.Digest)
                findings.Add(PublishRules.WorldChanged, findings.Repository(step.Item.Repository), step.Item.Address, before.Newer ?? before.Found ?? "not there", step.Newer ?? step.Found ?? "not there");
        }

        return !findings.Any;
    }

    private static ReleaseRecord? ReadRelease(string path, Findings findings)
    {
        try
        {
            return ReleaseRecordFile.TryRead(path);
        }
        catch (InvalidDataException e)
        {
            findings.Add(PublishRules.PlanUnreadable, SourceLocation.File(path), e.Message);
            return null;
        }
    }

    private static string JournalPath(ReleaseRequest request) =>
        Path.Combine(request.OutputPath, "releases", request.Channel.Name + "-" + request.Version.SemVer + (request.RehearseTo is null ? "" : ".rehearsal") + ".journal");

    private static string RecordPath(ReleaseRequest request) =>
        ReleaseRecordFile.PathOf(request.RehearseTo ?? request.OutputPath, request.Channel.Name, request.Version.SemVer);
}
