using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Naming;
using Microsoft.Build.Framework;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace Legion.Build.Tasks;

/// <summary>Reports properties with values they do not take, each where it was set, and names on the command line that nothing reads. Requirements.targets knows which they are.</summary>
[MSBuildMultiThreadableTask]
public sealed class CheckProperties : MSBuildTask
{
    private const string Prefix = "Legion";

    /// <summary>The properties: <c>Value</c>, and <c>Takes</c>, which lists what they may be.</summary>
    public ITaskItem[] Properties { get; set; } = [];

    /// <summary>The properties that there are.</summary>
    public string[] Known { get; set; } = [];

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

        foreach (var name in CommandLine().Where(n => !Known.Contains(n, StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal))
        {
            // A name that is near none of ours is somebody's own. What all have in common says nothing of nearness.
            if (Spelling.Nearest(name[Prefix.Length..], Known.Select(static k => k[Prefix.Length..])) is { } near)
                log.Report(SdkRules.PropertyUnknown.At(SourceLocation.File(ProjectPath), name, Prefix + near));
        }

        return !Log.HasLoggedErrors;
    }

    private IEnumerable<string> CommandLine() =>
        BuildEngine is IBuildEngine6 engine ? engine.GetGlobalProperties().Keys.Where(static n => n.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) : [];
}
