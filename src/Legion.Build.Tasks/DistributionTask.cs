using Legion.Build.Artifacts;
using Legion.Build.Artifacts.Record;
using Legion.Build.Artifacts.Sources;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Naming;
using Legion.Build.Manifest.Reading;
using Legion.Build.Manifest.Versions;
using Microsoft.Build.Framework;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace Legion.Build.Tasks;

#pragma warning disable CA1001 // MSBuild disposes no task, and a token source without timer or wait handle holds nothing to free.
/// <summary>What all tasks on a manifest share: the parameters, cancellation, and the context made of them.</summary>
public abstract class DistributionTask : MSBuildTask, ICancelableTask
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource cancellation = new();

    /// <summary>The manifest, absolute.</summary>
    [Required]
    public string ManifestPath { get; set; } = "";

    /// <summary>The output folder, absolute.</summary>
    [Required]
    public string OutputPath { get; set; } = "";

    /// <summary>Where state that is no output goes, absolute.</summary>
    [Required]
    public string IntermediatePath { get; set; } = "";

    /// <summary>The project, absolute: where findings about properties point to.</summary>
    [Required]
    public string ProjectPath { get; set; } = "";

    /// <summary>Folders the build writes to, absolute.</summary>
    public string[] WrittenPaths { get; set; } = [];

    /// <summary>The version, SemVer 2.</summary>
    [Required]
    public string Version { get; set; } = "";

    /// <summary>The channel's name; empty: the last of the manifest.</summary>
    public string Channel { get; set; } = "";

    /// <summary>SOURCE_DATE_EPOCH; empty when it is not set.</summary>
    public string SourceDateEpoch { get; set; } = "";

    /// <summary>Where findings go.</summary>
    internal IBuildLog BuildLog => field ??= new TaskBuildLog(Log) { FindingsPath = StandingBuild.FindingsPath(IntermediatePath) };

    /// <inheritdoc/>
    public void Cancel() => cancellation.Cancel();

    /// <inheritdoc/>
    public sealed override bool Execute()
    {
        try
        {
            return Execute(Load(), cancellation.Token);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or Oci.OciException)
        {
            BuildLog.Report(SdkRules.FileFailed.At(SourceLocation.File(ProjectPath), e.Message.TrimEnd('.') + "."));
            return false;
        }
    }

    /// <summary>Does the work.</summary>
    /// <param name="manifest">The manifest, read and checked; its findings are for <see cref="CheckManifest"/> to report.</param>
    /// <param name="cancellationToken">Fires when the user stops the build.</param>
    /// <returns>False when an error was reported.</returns>
    protected abstract bool Execute(CheckedManifest manifest, CancellationToken cancellationToken);

    /// <summary>The context of the stations; null when the version or the channel is unusable, which <paramref name="report"/> is told.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="report">Told what is wrong; null to say nothing, for tasks that run after <see cref="CheckManifest"/>.</param>
    internal BuildContext? CreateContext(CheckedManifest manifest, Action<BuildDiagnostic>? report = null)
    {
        if (manifest.Manifest is not { Channels.Count: > 0 } model) return null;
        var channel = FindChannel(model);
        if (channel is null) report?.Invoke(UnknownChannel(model, "LegionChannel", Channel));
        if (!VersionDialects.TryCreate(Version, out var version, out var why))
            report?.Invoke(ManifestRules.InvalidVersion.At(PropertyPlace.Of(ProjectPath, "Version", Version), Version, why));
        if (channel is null || version is null) return null;
        return new()
        {
            Manifest = model,
            Sources = manifest.Sources,
            Root = Path.GetDirectoryName(ManifestPath)!,
            OutputPath = Path.TrimEndingDirectorySeparator(OutputPath),
            IntermediatePath = Path.TrimEndingDirectorySeparator(IntermediatePath),
            WrittenPaths = WrittenPaths.Select(Path.TrimEndingDirectorySeparator).ToEquatableArray(),
            Version = version,
            Channel = channel,
            SourceDateEpoch = long.TryParse(SourceDateEpoch, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var epoch) ? epoch : null,
            Log = BuildLog,
        };
    }

    /// <summary>What one step hands to the next: below the intermediate folder, by the step's name.</summary>
    /// <param name="kind">The kind the step makes.</param>
    internal string HandOver(ArtifactKind kind) => Path.Combine(IntermediatePath, FormattableString.Invariant($"made.{kind}.json").ToLowerInvariant());

    /// <summary>Hands what was made to the next step.</summary>
    /// <param name="context">The context it was made in.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="made">What was made.</param>
    /// <returns>False when an error was reported.</returns>
    internal bool HandOver(BuildContext context, ArtifactKind kind, IReadOnlyList<BuiltArtifact> made)
    {
        BuildRecordFile.WriteWithReasons(HandOver(kind), new()
        {
            Product = context.Manifest.Product,
            Version = context.Version,
            Channel = context.Channel.Name,
            Artifacts = made.ToEquatableArray(),
        });
        var missing = BuildRecordKeeper.Declared(context.Manifest).Where(a => a.Kind == kind && !made.Any(m => m.Name == a.Name)).Select(static a => a.Name).ToList();
        if (missing.Count > 0 && !Log.HasLoggedErrors)
            BuildLog.Report(SdkRules.NotMade.At(SourceLocation.File(ManifestPath), string.Join(", ", missing)));
        return !Log.HasLoggedErrors;
    }

    /// <summary>What the step of a kind handed over; empty when it did not run.</summary>
    /// <param name="kind">The kind.</param>
    internal EquatableArray<BuiltArtifact> TakeOver(ArtifactKind kind) => BuildRecordFile.TryRead(HandOver(kind))?.Artifacts ?? default;

    private CheckedManifest Load() =>
        ManifestFilesCheck.Check(ManifestReader.Read(File.ReadAllText(ManifestPath), ManifestPath), Path.GetDirectoryName(ManifestPath)!);

    private Channel? FindChannel(DistributionManifest manifest) =>
        Channel.Length == 0 ? manifest.Channels[^1] : manifest.Channels.FirstOrDefault(c => c.Name == Channel);

    /// <summary>The finding of a property that names no channel.</summary>
    /// <param name="manifest">The model.</param>
    /// <param name="property">The property.</param>
    /// <param name="name">What it says.</param>
    private protected BuildDiagnostic UnknownChannel(DistributionManifest manifest, string property, string name)
    {
        var near = Spelling.Nearest(name, manifest.Channels.Select(static c => c.Name));
        var names = string.Join(", ", manifest.Channels.Select(static c => $"'{c.Name}'"));
        return SdkRules.ChannelUnknown.At(PropertyPlace.Of(ProjectPath, property, name), property, name, near is null ? "." : $"; did you mean '{near}'?", names);
    }
}
