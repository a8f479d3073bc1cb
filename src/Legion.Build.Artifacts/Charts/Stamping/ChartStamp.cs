using System.Text;

using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Artifacts.Charts.Versions;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Charts.Stamping;

/// <summary>Stamps version, appVersion, declared values and carried charts into a loaded chart.</summary>
internal sealed class ChartStamp
{
    private readonly string version;
    private readonly Action<BuildDiagnostic> report;

    /// <summary>Stamps <paramref name="version"/>.</summary>
    /// <param name="version">SemVer 2.</param>
    /// <param name="report">Takes the findings.</param>
    public ChartStamp(string version, Action<BuildDiagnostic> report) => (this.version, this.report) = (version, report);

    /// <summary>Stamps Chart.yaml.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="supplied">Charts that are put into charts/: the manifest's own and fetched ones.</param>
    /// <param name="carried">Names of those of the manifest; they have this build's version.</param>
    /// <returns>The stamped chart; null when it cannot be, which is reported.</returns>
    public ChartContent? Metadata(ChartContent chart, IReadOnlyList<ChartContent> supplied, IReadOnlyList<string> carried)
    {
        var file = chart.ChartYaml;
        var stamp = new YamlStamp(file.Text, file.Origin);
        if (Set(stamp, file, ["version"], version, "name") && Set(stamp, file, ["appVersion"], version, "version"))
        {
            var dependencies = chart.Metadata.Dependencies;
            for (var i = 0; i < dependencies.Count; i++)
            {
                // What is carried has this build's version; a range in Chart.yaml that does not hold it would make Helm refuse the chart.
                if (chart.Metadata.IsV1 || !carried.Contains(dependencies[i].Name) || Holds(dependencies[i].Version)) continue;
                if (chart.Requirements is null && !Set(stamp, file, ["dependencies", Index(i), "version"], version, null)) return null;
            }

            var stamped = new ChartFile(file.Path, Encoding.UTF8.GetBytes(stamp.Text), file.Origin);
            var metadata = ChartMetadataReader.Read(stamped, report);
            if (metadata is null) return null;
            if (metadata.Dependencies.Count == 0) metadata = metadata with { Dependencies = dependencies };
            var others = chart.Subcharts.Where(s => !supplied.Any(c => c.Metadata.Name == s.Metadata.Name));
            return chart with { ChartYaml = stamped, Metadata = metadata, Subcharts = [.. others, .. supplied] };
        }

        return null;
    }

    /// <summary>Stamps values.yaml.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="values">Dotted path, value, and where the manifest declares it.</param>
    /// <param name="added">Paths that values.yaml did not have.</param>
    public ChartContent? Values(ChartContent chart, IReadOnlyList<DeclaredValue> values, out IReadOnlyList<DeclaredValue> added)
    {
        var news = new List<DeclaredValue>();
        added = news;
        if (values.Count == 0) return chart;
        var path = Path.Join(chart.Origin, ChartContent.ValuesFileName);
        var file = chart.Values ?? new ChartFile(ChartContent.ValuesFileName, default, path);
        if (ChartMetadataReader.ReadRoot(file, report) is null) return null;
        var stamp = new YamlStamp(file.Text, file.Origin);
        var done = true;
        foreach (var value in values)
        {
            var why = stamp.Set(Segments(value.Path), value.Value, out var isNew);
            if (isNew) news.Add(value);
            if (why is null) continue;
            report(ChartRules.ValueBlocked.At(value.Location, value.Path, why));
            done = false;
        }

        return done ? chart with { Values = new ChartFile(file.Path, Encoding.UTF8.GetBytes(stamp.Text), file.Origin) } : null;
    }

    /// <summary>The keys of a dotted path; a dot that belongs to a key is written <c>\.</c>.</summary>
    internal static IReadOnlyList<string> Segments(string path)
    {
        var segments = new List<string>();
        var current = new StringBuilder();
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == '\\' && i + 1 < path.Length && path[i + 1] is '.' or '\\') current.Append(path[++i]);
            else if (path[i] == '.')
            {
                segments.Add(current.ToString());
                current.Clear();
            }
            else current.Append(path[i]);
        }

        segments.Add(current.ToString());
        return segments;
    }

    private static string Index(int i) => i.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private bool Holds(string range) =>
        VersionRange.TryParse(range, out var parsed) && ChartVersion.TryParse(version, out var v) && parsed.Contains(v);

    private bool Set(YamlStamp stamp, ChartFile file, IReadOnlyList<string> segments, string value, string? afterKey)
    {
        if (stamp.Set(segments, value, out _, afterKey) is not { } why) return true;
        report(ChartRules.ValueBlocked.At(SourceLocation.File(file.Origin), string.Join('.', segments), why));
        return false;
    }
}
