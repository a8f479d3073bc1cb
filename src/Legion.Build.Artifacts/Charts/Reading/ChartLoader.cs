using Legion.Build.Artifacts.Charts.Versions;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Charts.Reading;

/// <summary>Sorts the files of a chart as Helm's loader does, subcharts included.</summary>
internal sealed class ChartLoader
{
    private readonly string origin;
    private readonly Action<BuildDiagnostic> report;

    private ChartLoader(string origin, Action<BuildDiagnostic> report) => (this.origin, this.report) = (origin, report);

    /// <summary>Loads a chart that is going to be linted: metadata is read, not judged.</summary>
    /// <param name="files">Its files; paths relative to the chart.</param>
    /// <param name="origin">The folder or archive on disk.</param>
    /// <param name="report">Takes the findings.</param>
    /// <returns>Null when Helm could not load it at all.</returns>
    public static ChartContent? Load(IReadOnlyList<ChartFile> files, string origin, Action<BuildDiagnostic> report) =>
        new ChartLoader(origin, report).Load(files);

    /// <summary>Loads a package and judges its metadata as Helm does before it uses one.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="origin">The file on disk, for findings.</param>
    /// <param name="report">Takes the findings.</param>
    public static ChartContent? LoadArchive(Stream archive, string origin, Action<BuildDiagnostic> report)
    {
        IReadOnlyList<ChartFile> files;
        try
        {
            files = ChartArchive.Read(archive, origin);
        }
        catch (InvalidDataException e)
        {
            report(ChartRules.ArchiveInvalid.At(SourceLocation.File(origin), Path.GetFileName(origin), e.Message));
            return null;
        }

        var chart = Load(files, origin, report);
        return chart is not null && Judge(chart, report) ? chart : null;
    }

    /// <summary>Helm's validation of metadata; the first fault is reported.</summary>
    internal static bool Judge(ChartContent chart, Action<BuildDiagnostic> report)
    {
        var m = chart.Metadata;
        var fault = m.Name.Length == 0 ? "name is required"
            : m.Name is "." or ".." || m.Name.Contains('/') ? $"name '{m.Name}' is invalid"
            : m.Version.Length == 0 ? "version is required"
            : !ChartVersion.TryParse(m.Version, out _) ? $"version '{m.Version}' is invalid"
            : m.Type is not ("" or "application" or "library") ? "type must be application or library"
            : m.Maintainers.Any(static p => p.IsEmpty) ? "maintainers must not contain empty or null nodes"
            : m.Dependencies.FirstOrDefault(static d => !IsAlias(d.Alias)) is { } alias ? $"dependency '{alias.Name}' has disallowed characters in the alias"
            : m.Dependencies.GroupBy(static d => d.Key, StringComparer.Ordinal).FirstOrDefault(static g => g.Count() > 1) is { } twice ? $"more than one dependency with name or alias '{twice.Key}'"
            : null;
        if (fault is null) return true;
        report(ChartRules.MetadataInvalid.At(SourceLocation.File(chart.ChartYaml.Origin), fault));
        return false;
    }

    /// <summary>True for an alias Helm takes, and for none.</summary>
    internal static bool IsAlias(string alias) => alias.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private ChartContent? Load(IReadOnlyList<ChartFile> files)
    {
        if (files.FirstOrDefault(static f => f.Path == ChartContent.ChartFileName) is not { } chartYaml)
        {
            report(ChartRules.ChartFileMissing.At(SourceLocation.File(origin), Path.GetFileName(origin)));
            return null;
        }

        if (ChartMetadataReader.Read(chartYaml, report) is not { } metadata) return null;
        var sorted = files.OrderBy(static f => f.Path, ChartPathOrder.Instance).ToList();
        ChartFile? Find(string path) => sorted.Find(f => f.Path == path);
        var requirements = Find("requirements.yaml");
        if (requirements is not null)
        {
            if (ChartMetadataReader.ReadDependencies(requirements, report) is not { } dependencies) return null;
            if (dependencies.Count > 0) metadata = metadata with { Dependencies = dependencies };
        }

        var chart = new ChartContent
        {
            Origin = origin,
            Metadata = metadata,
            ChartYaml = chartYaml,
            Requirements = requirements,
            Lock = LockOf(Find("requirements.lock") ?? Find("Chart.lock")),
            Values = Find(ChartContent.ValuesFileName),
            Schema = Find(ChartContent.SchemaFileName),
            Templates = sorted.FindAll(static f => f.Path.StartsWith("templates/", StringComparison.Ordinal)),
            Others = sorted.FindAll(f => IsOther(f.Path, metadata.IsV1)),
        };
        return LoadSubcharts(sorted) is { } subcharts ? chart with { Subcharts = subcharts } : null;
    }

    /// <summary>An empty lock file is none: Helm packages it no more than one that is not there.</summary>
    private static ChartFile? LockOf(ChartFile? file) => file is null || file.Text.Split('\n').All(static l => l.Trim() is "" or "---" or "~" or "null" || l.TrimStart().StartsWith('#')) ? null : file;

    private static bool IsOther(string path, bool isV1) => path switch
    {
        "Chart.yaml" or "Chart.lock" or "values.yaml" or "values.schema.json" => false,
        "requirements.yaml" or "requirements.lock" => isV1,
        _ when path.StartsWith("templates/", StringComparison.Ordinal) => false,
        _ when path.StartsWith("charts/", StringComparison.Ordinal) => path.EndsWith(".prov", StringComparison.Ordinal),
        _ => true,
    };

    private List<ChartContent>? LoadSubcharts(List<ChartFile> files)
    {
        var subcharts = new List<ChartContent>();
        var complete = true;
        var inCharts = files.Where(static f => f.Path.StartsWith("charts/", StringComparison.Ordinal) && !f.Path.EndsWith(".prov", StringComparison.Ordinal));
        foreach (var group in inCharts.GroupBy(static f => f.Path["charts/".Length..].Split('/')[0], StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            if (group.Key.StartsWith('_') || group.Key.StartsWith('.')) continue;
            if (LoadSubchart(group.Key, [.. group]) is { } subchart) subcharts.Add(subchart);
            else complete = false;
        }

        return complete ? subcharts : null;
    }

    private ChartContent? LoadSubchart(string name, IReadOnlyList<ChartFile> files)
    {
        if (name.EndsWith(".tgz", StringComparison.Ordinal))
        {
            if (files[0].Path != "charts/" + name)
            {
                report(ChartRules.NoSubchart.At(SourceLocation.File(files[0].Origin), name, "a folder whose name ends with .tgz"));
                return null;
            }

            using var content = new MemoryStream(files[0].Content.ToArray(), writable: false);
            return LoadArchive(content, files[0].Origin, report);
        }

        var prefix = "charts/" + name + "/";
        var own = files.Where(f => f.Path.StartsWith(prefix, StringComparison.Ordinal)).Select(f => f.At(f.Path[prefix.Length..])).ToList();
        if (!own.Exists(static f => f.Path == ChartContent.ChartFileName))
        {
            report(ChartRules.NoSubchart.At(SourceLocation.File(files[0].Origin), name, own.Count == 0 ? "it is a file and no .tgz" : "it has no Chart.yaml"));
            return null;
        }

        var chart = Load(own, Path.Join(origin, "charts", name), report);
        return chart is not null && Judge(chart, report) ? chart : null;
    }
}
