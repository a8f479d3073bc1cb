using System.Globalization;

namespace Legion.Build.Publishing.Plans;

/// <summary>A plan for people.</summary>
public static class PlanTable
{
    private static readonly string[] Headings = ["step", "what", "where", "size", "digest", "why"];
    private static readonly string[] Published = ["what", "reference", "size", "digest", "outcome"];

    /// <summary>The plan as lines of a table: what happens, where, how much, which bytes, and why.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="isWhole">False for what is known of a plan that cannot be made.</param>
    public static IReadOnlyList<string> Lines(ReleasePlan plan, bool isWhole = true)
    {
        var rows = plan.Steps.Select(static step => (string[])[
            step.Phase == StepPhase.Transfer ? "transfer" : "commit",
            What(step.Item),
            step.Item.Address,
            step.Phase == StepPhase.Transfer || step.Item.Role == ItemRole.Artifact ? Size(step.Item.Size) : "",
            Short(step.Item.Digest),
            Why(step),
        ]);
        var lines = Substitutions(plan).Concat(Table([Headings, .. rows])).ToList();
        var changes = plan.Steps.Count(static s => s.IsChange);
        lines.Add(!isWhole ? "This is no plan yet: mend what the errors say and plan again. Until then nothing would be published."
            : plan.IsRefused ? "The release is refused: nothing of it would be published."
            : changes == 0 ? "Everything is there already: nothing would be done."
            : string.Create(CultureInfo.InvariantCulture, $"{changes} changes, at most {Size(plan.Bytes)} to send."));
        return lines;
    }

    /// <summary>What was published, as lines of a table: what, where users find it, how much, which bytes, and whether it was there before.</summary>
    /// <param name="plan">The plan that was done.</param>
    public static IEnumerable<string> Done(ReleasePlan plan) => Table([
        Published,
        .. plan.Steps.Where(static s => s.Phase == StepPhase.Commit).Select(static s => (string[])[
            What(s.Item),
            s.Item.Reference,
            s.Item.Role == ItemRole.Artifact ? Size(s.Item.Size) : "",
            Short(s.Item.Digest),
            Outcome(s),
        ])]);

    /// <summary>What became of a step that was done, in words.</summary>
    /// <param name="step">The step.</param>
    public static string Outcome(PlanStep step) => step.Reason switch
    {
        StepReason.Present => "already there",
        StepReason.Kept => "stays at " + step.Newer,
        StepReason.Replaced => "replaced",
        _ => "published",
    };

    /// <summary>Which addresses are not the manifest's, a line each.</summary>
    /// <param name="plan">The plan.</param>
    public static IEnumerable<string> Substitutions(ReleasePlan plan) => plan.Substituted.Select(static a =>
        $"'{a.Repository}' is substituted by the environment: {a.What} is {a.Actual ?? "what its address implies"} instead of {a.Manifest ?? "none"}");

    /// <summary>Bytes for people, in the units of the build's table.</summary>
    /// <param name="bytes">Bytes.</param>
    internal static string Size(long bytes) => Legion.Build.Artifacts.Pages.ByteSize.Text(bytes);

    /// <summary>A digest for people: enough of it to tell two apart.</summary>
    /// <param name="digest"><c>sha256:…</c>.</param>
    internal static string Short(string digest) => digest.Length > 19 && digest.StartsWith("sha256:", StringComparison.Ordinal) ? digest[..19] : digest;

    private static IEnumerable<string> Table(IReadOnlyList<string[]> rows)
    {
        var size = Array.IndexOf(rows[0], "size");
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => column == size ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
    }

    private static string What(ReleaseItem item) => item.Role switch
    {
        ItemRole.GitTag => "git tag " + item.Key,
        ItemRole.FloatingTag => "tag " + item.Name + ":" + item.Key,
        _ => (item.Kind?.ToString().ToLowerInvariant() ?? "item") + " " + item.Name,
    };

    private static string Why(PlanStep step) => step.Reason switch
    {
        StepReason.New => "new",
        StepReason.Present => "already there",
        StepReason.Kept => "stays at " + step.Newer,
        StepReason.Replaced => "replaces " + Short(step.Found ?? ""),
        StepReason.Unknown => "unknown: " + (step.Trouble ?? "see the errors"),
        _ => "refused: " + Short(step.Found ?? "") + " stands there",
    };
}
