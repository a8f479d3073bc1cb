using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Charts.Linting;

/// <summary>Helm's lint without rendering, and what Helm does not check; every finding stands in its file.</summary>
internal static class ChartLinter
{
    /// <summary>Lints a loaded chart.</summary>
    /// <param name="chart">The chart as written.</param>
    /// <param name="stamped">The chart as it is packaged; the same when nothing is stamped.</param>
    /// <param name="scope">What it is linted against.</param>
    /// <param name="report">Takes the findings.</param>
    public static void Run(ChartContent chart, ChartContent stamped, LintScope scope, Action<BuildDiagnostic> report)
    {
        ChartFileLint.Run(chart, scope, report);
        ValuesLint.Run(chart, stamped, report);
        DependencyLint.Run(chart, scope, report);
        CrdLint.Run(chart, report);
        TemplateLint.Run(chart, stamped, scope, report);
        ImageLint.Run(chart, stamped, scope, report);
    }

    /// <summary>True when a template or a subchart may read the value.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="path">Dotted path.</param>
    public static bool Reads(ChartContent chart, string path)
    {
        var first = path.Split('.')[0];
        if (first == "global" || chart.Metadata.Dependencies.Any(d => d.Key == first) || chart.Subcharts.Any(s => s.Metadata.Name == first)) return true;
        var references = new ValueReferences();
        foreach (var file in chart.Templates)
        {
            if (file.Text.Contains(".Values }}", StringComparison.Ordinal) || file.Text.Contains(".Values)", StringComparison.Ordinal) || file.Text.Contains("tpl", StringComparison.Ordinal)) return true; // read as a whole
            references.Add(file, TemplateScan.Run(file.Text, static (_, _, _) => { }));
        }

        return references.IsRead(path);
    }

    /// <summary>Checks on a folder that Helm makes before it loads a chart: what should be a file is one, and the other way round.</summary>
    /// <param name="folder">Absolute path of the chart.</param>
    /// <param name="report">Takes the findings.</param>
    public static void RunOnFolder(string folder, Action<BuildDiagnostic> report)
    {
        var chartFile = Path.Join(folder, ChartContent.ChartFileName);
        if (Directory.Exists(chartFile)) report(ChartRules.ChartFileIsFolder.At(SourceLocation.File(chartFile)));
        foreach (var (name, rule) in new[] { ("templates", ChartRules.TemplatesNotFolder), ("crds", ChartRules.CrdsNotFolder) })
        {
            var path = Path.Join(folder, name);
            if (File.Exists(path)) report(rule.At(SourceLocation.File(path)));
        }
    }
}
