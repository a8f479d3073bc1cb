using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Artifacts.Charts.Versions;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Charts.Linting;

/// <summary>Checks of the dependencies against what lies in charts/.</summary>
internal static class DependencyLint
{
    /// <summary>Runs them.</summary>
    public static void Run(ChartContent chart, LintScope scope, Action<BuildDiagnostic> report)
    {
        var path = chart.Requirements is { } requirements && chart.Metadata.Dependencies.Count > 0 && chart.Metadata.Root?.Find("dependencies") is null
            ? requirements.Origin
            : chart.ChartYaml.Origin;
        var dependencies = chart.Metadata.Dependencies;
        foreach (var group in dependencies.GroupBy(static d => d.Key, StringComparer.Ordinal).Where(static g => g.Count() > 1))
        {
            report(ChartRules.DependencyTwice.At(new(path, group.ElementAt(1).Span), group.Key) with { Related = new([new(path, group.First().Span)]) });
        }

        foreach (var d in dependencies)
        {
            if (!ChartLoader.IsAlias(d.Alias)) report(ChartRules.DependencyAlias.At(new(path, d.Span), d.Name, d.Alias));
            if (!VersionRange.TryParse(d.Version, out _)) report(ChartRules.DependencyVersion.At(new(path, d.Span), d.Name, d.Version));
        }

        var undeclared = chart.Subcharts.Select(static s => s.Metadata.Name).Where(n => !dependencies.Any(d => d.Name == n)).Distinct(StringComparer.Ordinal).ToList();
        if (undeclared.Count > 0) report(ChartRules.DependencyUndeclared.At(SourceLocation.File(path), string.Join(", ", undeclared)));
        foreach (var d in dependencies.DistinctBy(static d => d.Name, StringComparer.Ordinal))
        {
            if (chart.Subcharts.Any(s => s.Metadata.Name == d.Name) || scope.Supplied.Contains(d.Name)) continue;
            report(ChartRules.DependencyAbsent.At(new(path, d.Span), d.Name));
        }
    }
}
