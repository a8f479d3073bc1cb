using Legion.Build.Manifest.Naming;
using Microsoft.Build.Framework;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace Legion.Build.Tasks;

/// <summary>Reports properties with values they do not take, each where it was set. Requirements.targets knows which they are; it asks only when there is one.</summary>
[MSBuildMultiThreadableTask]
public sealed class CheckProperties : MSBuildTask
{
    /// <summary>The properties: <c>Value</c>, and <c>Takes</c>, which lists what they may be.</summary>
    [Required]
    public ITaskItem[] Properties { get; set; } = [];

    /// <summary>The project, absolute.</summary>
    [Required]
    public string ProjectPath { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        var log = new TaskBuildLog(Log);
        foreach (var property in Properties)
        {
            var (value, taken) = (property.GetMetadata("Value"), property.GetMetadata("Takes").Split('|'));
            var meant = Spelling.Nearest(value, taken) is { } near ? $"; did you mean '{near}'?" : ".";
            log.Report(SdkRules.PropertyValue.At(
                PropertyPlace.Of(ProjectPath, property.ItemSpec, value), property.ItemSpec, value, "'" + string.Join("', '", taken.SkipLast(1)) + "' or '" + taken[^1] + "'" + meant));
        }

        return !Log.HasLoggedErrors;
    }
}
