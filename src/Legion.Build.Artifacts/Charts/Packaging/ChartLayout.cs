using System.Text;

using Legion.Build.Artifacts.Charts.Reading;

namespace Legion.Build.Artifacts.Charts.Packaging;

/// <summary>Which files a package holds, and in which order: Helm's classes, each in the order Helm meets the files.</summary>
internal static class ChartLayout
{
    /// <summary>The files of the package, paths below the chart's own folder in it.</summary>
    public static IReadOnlyList<ChartFile> Files(ChartContent chart)
    {
        var files = new List<ChartFile>();
        Add(chart, chart.Metadata.Name + "/", files);
        return files;
    }

    private static void Add(ChartContent chart, string prefix, List<ChartFile> files)
    {
        void Put(ChartFile? file, string? path = null)
        {
            if (file is not null) files.Add(file.At(prefix + (path ?? file.Path)));
        }

        Put(ChartYaml(chart));
        if (!chart.Metadata.IsV1) Put(chart.Lock, "Chart.lock"); // Helm 2's lock stands among the other files
        Put(chart.Values);
        Put(chart.Schema);
        foreach (var file in chart.Templates) Put(file);
        foreach (var file in chart.Others) Put(file);

        // Helm writes each subchart below its name; two of one name (aliases of two versions) would overwrite each other.
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var subchart in chart.Subcharts)
        {
            var folder = subchart.Metadata.Name;
            if (!taken.Add(folder)) folder = Unique(subchart, taken);
            Add(subchart, prefix + "charts/" + folder + "/", files);
        }
    }

    private static string Unique(ChartContent subchart, HashSet<string> taken)
    {
        var name = subchart.Metadata.Name + "-" + subchart.Metadata.Version;
        while (!taken.Add(name)) name += "-";
        return name;
    }

    /// <summary>Chart.yaml; a v2 chart that still has a requirements.yaml gets its dependencies, as Helm writes them there.</summary>
    private static ChartFile ChartYaml(ChartContent chart)
    {
        if (chart.Metadata.IsV1 || chart.Requirements is not { } requirements || chart.Metadata.Root is not { } root || root.Find("dependencies") is not null) return chart.ChartYaml;
        var text = chart.ChartYaml.Text;
        var newline = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var joined = (text.EndsWith('\n') ? text : text + newline) + requirements.Text.TrimStart('-', '\r', '\n');
        return new(chart.ChartYaml.Path, Encoding.UTF8.GetBytes(joined), chart.ChartYaml.Origin);
    }
}
