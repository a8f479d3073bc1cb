using Legion.Build.Artifacts;
using Legion.Build.Manifest.Diagnostics;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Legion.Build.Tasks;

/// <summary>Hands findings and messages to MSBuild. MSBuild's own logging is thread-safe; the helper's error flag only ever goes up.</summary>
/// <param name="log">The task's log.</param>
internal sealed class TaskBuildLog(TaskLoggingHelper log) : IBuildLog
{
    private readonly List<string> results = [];

    /// <summary>True to keep results for <see cref="ShowResults"/> instead of showing each as it comes.</summary>
    public bool KeepsResults { get; init; }

    /// <summary>True to show progress, which else only detailed logs have.</summary>
    public bool ShowsProgress { get; init; }

    /// <summary>A file to make when there is a warning or an error; null: none.</summary>
    public string? FindingsPath { get; init; }

    /// <summary>True when there is something kept to show.</summary>
    public bool HasResults
    {
        get
        {
            lock (results) return results.Count > 0;
        }
    }

    /// <summary>Shows what was kept as one message of the form <c>PROJECT -> PATH</c>, which every logger shows (see <see cref="SummaryTable"/>).</summary>
    /// <param name="projectName">The project's name.</param>
    /// <param name="path">Absolute path of what was written.</param>
    public void ShowResults(string projectName, string path)
    {
        lock (results) log.LogMessage(MessageImportance.High, "{0}", $"{projectName} -> {path}{string.Concat(results.Select(static r => "\n    " + r))}");
    }

    /// <inheritdoc/>
    public void Report(BuildDiagnostic diagnostic)
    {
        if (diagnostic.Rule.Severity is RuleSeverity.Error or RuleSeverity.Warning) NoteFinding();
        var (rule, (path, span)) = (diagnostic.Rule, diagnostic.Location);
        // MSBuild counts from one; zero means that there is no line to speak of.
        var whole = span == default;
        var (line, column) = whole ? (0, 0) : (span.StartLine + 1, span.StartColumn + 1);
        var (endLine, endColumn) = whole ? (0, 0) : (span.EndLine + 1, span.EndColumn + 1);
        switch (rule.Severity)
        {
            case RuleSeverity.Error:
                log.LogError(null, rule.Id, null, rule.HelpLink, path, line, column, endLine, endColumn, "{0}", diagnostic.Message);
                break;
            case RuleSeverity.Warning:
                log.LogWarning(null, rule.Id, null, rule.HelpLink, path, line, column, endLine, endColumn, "{0}", diagnostic.Message);
                break;
            default:
                log.LogMessage(null, rule.Id, null, path, line, column, endLine, endColumn, MessageImportance.Normal, "{0}", diagnostic.Message);
                break;
        }
    }

    /// <inheritdoc/>
    public void Message(BuildMessageLevel level, string? artifact, string text)
    {
        var line = artifact is null ? text : $"{artifact}: {text}";
        if (level == BuildMessageLevel.Result && KeepsResults)
        {
            lock (results) results.Add(line);
        }

        var importance = level switch
        {
            BuildMessageLevel.Detail => MessageImportance.Low,
            BuildMessageLevel.Result when !KeepsResults => MessageImportance.High,
            BuildMessageLevel.Progress when ShowsProgress => MessageImportance.High,
            _ => MessageImportance.Normal,
        };
        log.LogMessage(importance, "{0}", line);
    }

    private void NoteFinding()
    {
        if (FindingsPath is null) return;
        Directory.CreateDirectory(Path.GetDirectoryName(FindingsPath)!);
        File.WriteAllBytes(FindingsPath, []);
    }
}
