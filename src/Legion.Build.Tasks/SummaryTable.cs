using System.Globalization;
using System.Text;
using Legion.Build.Artifacts.Pages;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Tasks;

/// <summary>What a build says at its end: where the record is, and a row an artifact.</summary>
internal static class SummaryTable
{
    private static readonly string[] Heads = ["KIND", "NAME", "VERSION", "SIZE", "DIGEST", "HOW", "WHY"];
    private const int SizeColumn = 3;

    /// <summary>Renders the table.</summary>
    /// <param name="projectName">The project's name.</param>
    /// <param name="recordPath">Absolute path of the record.</param>
    /// <param name="made">What this build made or found still right.</param>
    /// <param name="isComplete">False when something the manifest names is missing, for reasons that were reported.</param>
    /// <param name="next">What one may do next; null to say nothing.</param>
    /// <returns>
    /// Lines, the first of which is <c>PROJECT -> RECORD</c>: the one form of message that MSBuild's terminal logger shows at its normal
    /// verbosity (as it does <c>Copy</c>'s), while the classic loggers show any message of high importance.
    /// </returns>
    public static string Render(string projectName, string recordPath, EquatableArray<BuiltArtifact> made, bool isComplete = true, string? next = null)
    {
        var text = new StringBuilder(projectName).Append(" -> ").Append(recordPath);
        if (made.Any(static a => a.Rebuilt)) AppendRows(text, made);
        else if (!made.IsEmpty) text.Append(CultureInfo.InvariantCulture, $"\n    {(isComplete ? "Nothing changed" : "Unchanged")}: {Count(made)} up to date.");
        if (!isComplete) text.Append("\n    Not everything was made: mend what the errors say and build again; what is up to date is not made twice.");
        else if (next is not null) text.Append("\n    Next: ").Append(next);
        return text.ToString();
    }

    private static void AppendRows(StringBuilder text, EquatableArray<BuiltArtifact> made)
    {
        string[][] rows = [Heads, .. BuildRecord.InOrder(made).Select(Row)];
        var widths = Enumerable.Range(0, Heads.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            var line = string.Join("  ", row.Select((cell, column) => column == SizeColumn ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column])));
            text.Append("\n    ").Append(line.TrimEnd());
        }
    }

    private static string[] Row(BuiltArtifact artifact)
    {
        const int shown = 12;
        var digest = artifact.Digest.StartsWith("sha256:", StringComparison.Ordinal) && artifact.Digest.Length > 7 + shown ? artifact.Digest[..(7 + shown)] : artifact.Digest;
        return [artifact.Kind.ToString().ToLowerInvariant(), artifact.Name, artifact.Version, ByteSize.Text(artifact.Size), digest, artifact.How, artifact.Rebuilt ? artifact.Reason ?? "" : "unchanged"];
    }

    private static string Count(EquatableArray<BuiltArtifact> made)
    {
        (ArtifactKind Kind, string One, string Many)[] words =
            [(ArtifactKind.Chart, "chart", "charts"), (ArtifactKind.Image, "image", "images"), (ArtifactKind.Python, "Python package", "Python packages")];
        var parts = words.Select(w => (w, Number: made.Count(a => a.Kind == w.Kind))).Where(static x => x.Number > 0)
            .Select(static x => FormattableString.Invariant($"{x.Number} {(x.Number == 1 ? x.w.One : x.w.Many)}"));
        return string.Join(", ", parts);
    }
}
