using Legion.Build.Publishing;

namespace Legion.Build.Tasks;

/// <summary>What one may do next: a hint at the end of a step that went well, left out with LegionHints=false.</summary>
internal static class NextStep
{
    /// <summary>After a build that made something.</summary>
    /// <param name="channel">The channel built for.</param>
    public static string AfterBuild(string channel) =>
        $"report.html tells more; dotnet build -t:Plan shows what a publish to '{channel}' would do (-p:LegionRehearseTo=DIR: into a folder).";

    /// <summary>After a plan that can be done.</summary>
    /// <param name="request">What was planned.</param>
    public static string AfterPlan(ReleaseRequest request) =>
        $"dotnet publish {Options(request)} does it; with -p:LegionPlan={Path.GetRelativePath(request.Root, Path.Combine(request.OutputPath, "plan.json"))} too, only if nothing changed meanwhile.";

    /// <summary>After a publish or a promotion.</summary>
    /// <param name="request">What was published.</param>
    public static string AfterPublish(ReleaseRequest request) => request.RehearseTo is null
        ? $"dotnet build -t:VerifyPublished {Options(request)} compares it with the repositories at any later time."
        : "this was a rehearsal; the same without LegionRehearseTo goes to the repositories.";

    private static string Options(ReleaseRequest request) =>
        $"-p:LegionChannel={request.Channel.Name} -p:Version={request.Version.SemVer}{(request.RehearseTo is { } folder ? $" -p:LegionRehearseTo={(folder.Contains(' ', StringComparison.Ordinal) ? $"\"{folder}\"" : folder)}" : "")}";
}
