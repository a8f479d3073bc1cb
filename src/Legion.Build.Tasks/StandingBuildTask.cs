using Legion.Build.Artifacts.Record;
using Microsoft.Build.Framework;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace Legion.Build.Tasks;

/// <summary>What <see cref="RecallBuild"/> and <see cref="RememberBuild"/> share: what a build is known by.</summary>
public abstract class StandingBuildTask : MSBuildTask
{
    /// <summary>The manifest, absolute.</summary>
    [Required]
    public string ManifestPath { get; set; } = "";

    /// <summary>The output folder, absolute.</summary>
    [Required]
    public string OutputPath { get; set; } = "";

    /// <summary>Where state that is no output goes, absolute.</summary>
    [Required]
    public string IntermediatePath { get; set; } = "";

    /// <summary>Folders the build writes to, absolute.</summary>
    public string[] WrittenPaths { get; set; } = [];

    /// <summary>All properties that decide what is made.</summary>
    [Required]
    public string Facts { get; set; } = "";

    /// <summary>The build.</summary>
    private protected StandingBuild Build()
    {
        var written = new string[WrittenPaths.Length];
        for (var i = 0; i < written.Length; i++) written[i] = Path.TrimEndingDirectorySeparator(WrittenPaths[i]);
        // Other tasks may make other bytes of the same.
        var tasks = typeof(StandingBuild).Module.ModuleVersionId + "|" + typeof(StandingBuildTask).Module.ModuleVersionId;
        return new(Path.GetDirectoryName(ManifestPath)!, Path.TrimEndingDirectorySeparator(OutputPath), Path.TrimEndingDirectorySeparator(IntermediatePath), written, tasks + "|" + ManifestPath + "|" + OutputPath + "|" + Facts);
    }
}
