using Legion.Build.Artifacts.Record;
using Legion.Build.Artifacts.Sources;
using Legion.Build.Manifest.Model;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Legion.Build.Tasks;

/// <summary>Writes the build record of what was made, and shows it.</summary>
[MSBuildMultiThreadableTask]
public sealed class WriteRecord : DistributionTask
{
    /// <summary>The project's name: a line that begins with it is shown by every logger of MSBuild.</summary>
    [Required]
    public string ProjectName { get; set; } = "";

    /// <summary>LegionHints: whether to say what one may do next.</summary>
    public bool Hints { get; set; } = true;

    /// <summary>Every file the record names, with <c>Kind</c>, <c>ArtifactName</c> and <c>Sha256</c>.</summary>
    [Output]
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>True when everything the manifest names was made; otherwise the steps before have said what is wrong.</summary>
    [Output]
    public bool IsComplete { get; set; }

    /// <summary>True when everything was there already and will be the next time, whatever engines and interpreters the machine has by then.</summary>
    [Output]
    public bool IsUnchanged { get; set; }

    /// <summary>What was shown.</summary>
    [Output]
    public string Summary { get; set; } = "";

    /// <inheritdoc/>
    protected override bool Execute(CheckedManifest manifest, CancellationToken cancellationToken)
    {
        if (CreateContext(manifest) is not { } context) return true;
        var made = Enum.GetValues<ArtifactKind>().SelectMany(k => TakeOver(k)).ToEquatableArray();
        var kept = BuildRecordKeeper.Keep(context, made, manifest.HasErrors);
        Files = [.. kept.Record.Artifacts.SelectMany(a => a.Files.Select(f => FileItem(a, f)))];
        IsComplete = kept.IsComplete;
        var next = Hints && made.Any(static a => a.Rebuilt) ? NextStep.AfterBuild(context.Channel.Name) : null;
        IsUnchanged = IsComplete && made.All(static a => a is { Rebuilt: false, How: "embedded" or "native" });
        var summary = SummaryTable.Render(ProjectName, Path.Combine(context.OutputPath, BuildRecord.FileName), made, IsComplete, next);
        Summary = MSBuildText.Escape(summary);
        Log.LogMessage(MessageImportance.High, "{0}", summary);
        return true;
    }

    private TaskItem FileItem(BuiltArtifact artifact, ArtifactFile file)
    {
        var item = new TaskItem(MSBuildText.Escape(Path.Combine(OutputPath, file.Path)));
        item.SetMetadata("Kind", FormattableString.Invariant($"{artifact.Kind}"));
        item.SetMetadata("ArtifactName", MSBuildText.Escape(artifact.Name));
        item.SetMetadata("Sha256", file.Sha256);
        return item;
    }
}
