using Microsoft.Build.Framework;

namespace Legion.Build.Tasks;

/// <summary>Looks whether everything is as the last build left it, which then had nothing to do; if so, says so and gives what that build gave.</summary>
[MSBuildMultiThreadableTask]
public sealed class RecallBuild : StandingBuildTask
{
    /// <summary>Inputs that may stand outside the manifest's folder, absolute.</summary>
    public string[] Others { get; set; } = [];

    /// <summary>Files a build makes when they are missing, absolute.</summary>
    public string[] RequiredFiles { get; set; } = [];

    /// <summary>The items <see cref="CheckManifest"/> would give, where the evaluation knew them; none: it has to run.</summary>
    public ITaskItem[] KnownItems { get; set; } = [];

    /// <summary>True when there is nothing to do.</summary>
    [Output]
    public bool IsUnchanged { get; set; }

    /// <summary>The channel the build is for.</summary>
    [Output]
    public string? ChannelName { get; set; }

    /// <summary>Every file the record names, with <c>Kind</c>, <c>ArtifactName</c> and <c>Sha256</c>.</summary>
    [Output]
    public ITaskItem[] Files { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            if (Build().TryRecall(Others, RequiredFiles) is not { Length: > 1 } lines || KnownItems.Length == 0) return true;
            var (channel, summary, files) = RememberBuild.Read(lines);
            (ChannelName, Files, IsUnchanged) = (channel, files, true);
            Log.LogMessage(MessageImportance.High, "{0}", summary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The build itself meets this too, and says where.
            Log.LogMessage(MessageImportance.Low, "{0}", e.Message);
        }

        return true;
    }
}
