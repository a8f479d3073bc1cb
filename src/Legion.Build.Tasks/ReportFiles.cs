using System.Text;
using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Pages.Report;

namespace Legion.Build.Tasks;

/// <summary>The report for people and the summary for CI job pages, beside the record.</summary>
internal static class ReportFiles
{
    /// <summary>The page's name below the output folder.</summary>
    public const string Page = "report.html";

    private const string Summary = "summary.md";

    /// <summary>Writes both.</summary>
    /// <param name="outputPath">The output folder, absolute.</param>
    /// <param name="input">What they tell of.</param>
    public static void Write(string outputPath, ReportInput input)
    {
        AtomicFile.WriteIfChanged(Path.Combine(outputPath, Page), Encoding.UTF8.GetBytes(ReportPage.Html(input)));
        AtomicFile.WriteIfChanged(Path.Combine(outputPath, Summary), Encoding.UTF8.GetBytes(ReportPage.Markdown(input)));
    }
}
