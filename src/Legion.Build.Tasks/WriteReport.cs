using Legion.Build.Artifacts.Pages.Report;
using Legion.Build.Artifacts.Record;
using Legion.Build.Artifacts.Sources;
using Legion.Build.Manifest.Model;
using Microsoft.Build.Framework;

namespace Legion.Build.Tasks;

/// <summary>Writes <c>report.html</c> for people and <c>summary.md</c> for CI job pages, beside the record.</summary>
[MSBuildMultiThreadableTask]
public sealed class WriteReport : DistributionTask
{
    /// <inheritdoc/>
    protected override bool Execute(CheckedManifest manifest, CancellationToken cancellationToken)
    {
        if (CreateContext(manifest) is not { } context) return true;
        var made = Enum.GetValues<ArtifactKind>().SelectMany(k => TakeOver(k)).ToEquatableArray();
        // Nothing changed, nothing done: the report of the build that made these artifacts still tells of them.
        if (made.All(static a => !a.Rebuilt) && File.Exists(Path.Combine(context.OutputPath, ReportFiles.Page))) return true;
        ReportFiles.Write(context.OutputPath, new()
        {
            Manifest = context.Manifest,
            Record = new() { Product = context.Manifest.Product, Version = context.Version, Channel = context.Channel.Name, Artifacts = BuildRecord.InOrder(made) },
            Layers = ImageLayers.Read(Path.Combine(context.OutputPath, "images"), made),
        });
        return true;
    }
}
