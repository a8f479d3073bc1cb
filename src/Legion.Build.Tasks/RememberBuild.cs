using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Legion.Build.Tasks;

/// <summary>Remembers a build that found nothing to do and nothing to report, for <see cref="RecallBuild"/>.</summary>
[MSBuildMultiThreadableTask]
public sealed class RememberBuild : StandingBuildTask
{
    private static readonly string[] Metadata = ["Kind", "ArtifactName", "Sha256"];

    /// <summary>The channel the build is for.</summary>
    [Required]
    public string ChannelName { get; set; } = "";

    /// <summary>What the build said at its end.</summary>
    [Required]
    public string Summary { get; set; } = "";

    /// <summary>Every file the record names.</summary>
    public ITaskItem[] Files { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        var lines = new List<string> { ChannelName, Summary.Replace('\n', '\t') };
        foreach (var file in Files.Cast<ITaskItem2>())
            lines.Add(string.Join('\t', [file.EvaluatedIncludeEscaped, .. Metadata.Select(m => file.GetMetadataValueEscaped(m))]));
        try
        {
            if (lines.TrueForAll(static l => !l.Contains('\n', StringComparison.Ordinal))) Build().Remember(lines);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nothing is lost but time: the next build looks into everything again.
            Log.LogMessage(MessageImportance.Low, "{0}", e.Message);
        }

        return true;
    }

    /// <summary>What was remembered.</summary>
    /// <param name="lines">The lines written by <see cref="Execute"/>.</param>
    internal static (string Channel, string Summary, ITaskItem[] Files) Read(string[] lines)
    {
        var files = new ITaskItem[lines.Length - 2];
        for (var i = 0; i < files.Length; i++)
        {
            var parts = lines[i + 2].Split('\t');
            files[i] = new TaskItem(parts[0]);
            for (var m = 0; m < Metadata.Length && m + 1 < parts.Length; m++) files[i].SetMetadata(Metadata[m], parts[m + 1]);
        }

        return (lines[0], lines[1].Replace('\t', '\n'), files);
    }
}
