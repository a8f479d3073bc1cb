using System.Text;
using Legion.Build.Artifacts.Files;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Record;

/// <summary>Keeps the build record true to the output folder, from one build to the next.</summary>
/// <remarks>
/// A build that failed for one artifact has left that artifact's earlier files alone; so does its row in the record. A build that made
/// everything removes the files of artifacts and versions that are no more, so that the folder holds what the record says.
/// </remarks>
public static class BuildRecordKeeper
{
    /// <summary>Below the intermediate folder: every file made since the last clean, relative to the output folder, for <c>clean</c> to remove.</summary>
    internal const string OutputsFileName = "outputs.txt";

    // What stands beside the record without being an artifact.
    private static readonly string[] Pages = ["charts.sarif", "plan.json", "report.html", "summary.md"];

    private const string ImagesFolder = "images/";

    /// <summary>Merges what was made into the record, writes it, and removes what it no longer names.</summary>
    /// <param name="context">The build.</param>
    /// <param name="made">What was made or found still right.</param>
    /// <param name="manifestHasErrors">True when the manifest names artifacts that are not in the model.</param>
    public static KeptRecord Keep(BuildContext context, EquatableArray<BuiltArtifact> made, bool manifestHasErrors)
    {
        var path = Path.Combine(context.OutputPath, BuildRecord.FileName);
        var earlier = ReadEarlier(context, path);
        var isComplete = !manifestHasErrors && Declared(context.Manifest).All(a => made.Any(m => IsSame(m, a)));
        var carried = (earlier?.Artifacts ?? default).Where(a =>
            !made.Any(m => IsSame(m, (a.Kind, a.Name))) && (manifestHasErrors || Declared(context.Manifest).Contains((a.Kind, a.Name))) && StillThere(context, a));
        var record = new BuildRecord
        {
            Product = context.Manifest.Product,
            Version = context.Version,
            Channel = context.Channel.Name,
            Artifacts = BuildRecord.InOrder(made.Concat(carried)),
        };
        var files = record.Artifacts.SelectMany(static a => a.Files).Select(static f => f.Path).ToHashSet(StringComparer.Ordinal);
        if (record.Artifacts.Count > 0 || earlier is not null) BuildRecordFile.Write(path, record);
        if (isComplete && earlier is not null) RemoveSuperseded(context, earlier, files);
        ListOutputs(context, files);
        return new(record, isComplete);
    }

    /// <summary>Everything a manifest names.</summary>
    /// <param name="manifest">The manifest.</param>
    public static IEnumerable<(ArtifactKind Kind, string Name)> Declared(DistributionManifest manifest) =>
        manifest.Charts.Select(static a => (a.Kind, a.Name)).Concat(manifest.Images.Select(static a => (a.Kind, a.Name))).Concat(manifest.PythonPackages.Select(static a => (a.Kind, a.Name)));

    private static bool IsSame(BuiltArtifact artifact, (ArtifactKind Kind, string Name) other) => artifact.Kind == other.Kind && artifact.Name == other.Name;

    private static bool StillThere(BuildContext context, BuiltArtifact artifact) =>
        artifact.Files.All(f => new FileInfo(Path.Combine(context.OutputPath, f.Path)) is { Exists: true } file && file.Length == f.Size);

    private static BuildRecord? ReadEarlier(BuildContext context, string path)
    {
        try
        {
            return BuildRecordFile.TryRead(path);
        }
        catch (InvalidDataException e)
        {
            // A damaged record is no reason to fail: this build is about to write a good one.
            context.Log.Message(BuildMessageLevel.Progress, null, e.Message);
            return null;
        }
    }

    private static void RemoveSuperseded(BuildContext context, BuildRecord earlier, HashSet<string> files)
    {
        // The layout of the images keeps its own house: blobs are shared between images and builds.
        foreach (var file in earlier.Artifacts.SelectMany(static a => a.Files).Where(f => !files.Contains(f.Path) && !f.Path.StartsWith(ImagesFolder, StringComparison.Ordinal)))
            File.Delete(Path.Combine(context.OutputPath, file.Path));
    }

    private static void ListOutputs(BuildContext context, HashSet<string> files)
    {
        var listPath = Path.Combine(context.IntermediatePath, OutputsFileName);
        var earlier = File.Exists(listPath) ? File.ReadAllLines(listPath) : [];
        var images = Path.Combine(context.OutputPath, ImagesFolder);
        var layout = Directory.Exists(images) ? FileTree.Walk(images).Where(static e => e.Stamp.Kind == FileKind.File).Select(static e => ImagesFolder + e.Path) : [];
        var all = earlier.Where(f => f.Length > 0 && File.Exists(Path.Combine(context.OutputPath, f))).Concat(layout).Concat(files)
            .Append(BuildRecord.FileName).Concat(Pages);
        var text = string.Join('\n', all.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) + "\n";
        AtomicFile.WriteIfChanged(listPath, Encoding.UTF8.GetBytes(text));
    }
}
