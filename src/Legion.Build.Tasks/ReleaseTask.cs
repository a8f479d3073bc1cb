using Legion.Build.Artifacts;
using Legion.Build.Artifacts.Pages.Report;
using Legion.Build.Artifacts.Record;
using Legion.Build.Artifacts.Sources;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Versions;
using Legion.Build.Publishing;
using Legion.Build.Publishing.Plans;

namespace Legion.Build.Tasks;

/// <summary>What tasks on a release share.</summary>
public abstract class ReleaseTask : DistributionTask
{
    /// <summary>LegionRehearseTo, absolute: a folder to publish into, shaped as the real repositories; empty: the repositories themselves.</summary>
    public string RehearseTo { get; set; } = "";

    /// <summary>LegionPlan, absolute: a plan that must be what is done; empty: the plan of now.</summary>
    public string PlanPath { get; set; } = "";

    /// <summary>LegionFrom: the channel a promotion takes from; empty: no promotion.</summary>
    public string From { get; set; } = "";

    /// <summary>LegionFromVersion: the version a promotion takes; empty: the one published under.</summary>
    public string FromVersion { get; set; } = "";

    /// <summary>LegionHints: whether to say what one may do next.</summary>
    public bool Hints { get; set; } = true;

    /// <summary>LegionPython: the interpreter of build backends, where a promotion stamps packages again.</summary>
    public string Interpreter { get; set; } = "";

    /// <summary>LegionPythonFrontend: what runs backends.</summary>
    public string Frontend { get; set; } = "";

    /// <summary>LegionPythonIsolation: whether backends run in an environment of their own.</summary>
    public string Isolation { get; set; } = "";

    /// <summary>LegionReport: false leaves what was published out of report.html and summary.md.</summary>
    public bool Report { get; set; } = true;

    /// <inheritdoc/>
    protected sealed override bool Execute(CheckedManifest manifest, CancellationToken cancellationToken)
    {
        // LegionCheck has said what is wrong; without a whole manifest there is no release.
        if (manifest.HasErrors || CreateContext(manifest) is not { } context) return false;
        if (From.Length > 0 && context.Manifest.Channels.All(c => c.Name != From))
        {
            BuildLog.Report(UnknownChannel(context.Manifest, "LegionFrom", From));
            return false;
        }

        if (FromVersion.Length > 0 && !VersionDialects.TryCreate(FromVersion, out _, out var why))
        {
            BuildLog.Report(ManifestRules.InvalidVersion.At(SourceLocation.File(ProjectPath), FromVersion, why));
            return false;
        }

        var request = new ReleaseRequest
        {
            Manifest = context.Manifest,
            Sources = context.Sources,
            Root = context.Root,
            OutputPath = context.OutputPath,
            IntermediatePath = context.IntermediatePath,
            Version = context.Version,
            Channel = context.Channel,
            RehearseTo = RehearseTo.Length > 0 ? RehearseTo : null,
            From = context.Manifest.Channels.FirstOrDefault(c => c.Name == From),
            FromVersion = VersionDialects.TryCreate(FromVersion, out var fromVersion, out _) ? fromVersion : null,
            PlanFile = PlanPath.Length > 0 ? PlanPath : null,
            WrittenPaths = context.WrittenPaths,
            Python = BuildPython.Options(Interpreter, Frontend, Isolation),
            Done = plan => WriteReport(context, plan),
        };
        var log = new TaskBuildLog(Log) { KeepsResults = true, ShowsProgress = true };
        var succeeded = Execute(request, log, cancellationToken);
        if (succeeded && Hints && Next(request) is { } next) log.Message(BuildMessageLevel.Result, null, "Next: " + next);
        // A line that names a place says that something is there.
        if (succeeded || log.HasResults) log.ShowResults(Path.GetFileNameWithoutExtension(ProjectPath), RehearseTo.Length > 0 ? RehearseTo : context.OutputPath);
        return succeeded && !Log.HasLoggedErrors;
    }

    /// <summary>What one may do next; null to say nothing.</summary>
    /// <param name="request">The release.</param>
    private protected virtual string? Next(ReleaseRequest request) => null;

    // The build's report tells of this publish too. A promotion has no build: its report tells of what was promoted.
    private void WriteReport(BuildContext context, ReleasePlan plan)
    {
        if (!Report) return;
        var made = From.Length > 0 ? Promoted(plan) : Enum.GetValues<ArtifactKind>().SelectMany(k => TakeOver(k)).ToEquatableArray();
        ReportFiles.Write(context.OutputPath, new()
        {
            Manifest = context.Manifest,
            Record = new() { Product = plan.Product, Version = context.Version, Channel = plan.Channel, Artifacts = BuildRecord.InOrder(made) },
            Layers = From.Length > 0 ? new Dictionary<string, IReadOnlyList<ImageLayer>>(StringComparer.Ordinal) : ImageLayers.Read(Path.Combine(context.OutputPath, "images"), made),
            Published = [.. plan.Steps.Where(static s => s.Phase == StepPhase.Commit).Select(static s => new PublishedArtifact(s.Item.Name, s.Item.Repository, s.Item.Reference, s.Item.Digest, PlanTable.Outcome(s)))],
        });
    }

    private static EquatableArray<BuiltArtifact> Promoted(ReleasePlan plan) =>
        (from step in plan.Steps
         where step is { Phase: StepPhase.Commit, Item: { Role: ItemRole.Artifact, Kind: not null } }
         group step.Item by (step.Item.Kind, step.Item.Name) into items
         let files = items.SelectMany(static i => i.Files).Distinct().ToEquatableArray()
         select new BuiltArtifact
         {
             Kind = items.Key.Kind!.Value,
             Name = items.Key.Name,
             Version = items.First().Version,
             Files = files,
             Digest = items.First().Digest,
             Size = files.Sum(static f => f.Size),
             Fingerprint = "",
             How = "promoted",
         }).ToEquatableArray();

    /// <summary>Does the work.</summary>
    /// <param name="request">The release.</param>
    /// <param name="log">Where findings and progress go.</param>
    /// <param name="cancellationToken">Fires when the user stops the build.</param>
    /// <returns>False when an error was reported.</returns>
    internal abstract bool Execute(ReleaseRequest request, IBuildLog log, CancellationToken cancellationToken);
}
