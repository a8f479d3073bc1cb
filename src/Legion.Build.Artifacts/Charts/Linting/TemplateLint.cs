using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Artifacts.Charts.Linting;

/// <summary>Checks of templates/ that need no rendering.</summary>
internal sealed class TemplateLint
{
    private readonly ChartContent chart;
    private readonly LintScope scope;
    private readonly Action<BuildDiagnostic> report;
    private readonly ValueReferences references = new();

    private TemplateLint(ChartContent chart, LintScope scope, Action<BuildDiagnostic> report) => (this.chart, this.scope, this.report) = (chart, scope, report);

    /// <summary>Runs them.</summary>
    public static void Run(ChartContent chart, ChartContent stamped, LintScope scope, Action<BuildDiagnostic> report)
    {
        var lint = new TemplateLint(chart, scope, report);
        if (chart.Templates.Count == 0) lint.Nothing();
        foreach (var file in chart.Templates) lint.File(file);
        lint.Values(stamped.Values is { } values ? ChartMetadataReader.ReadRoot(values, static _ => { }) : null);
    }

    private void Nothing()
    {
        var hasOthers = chart.Metadata.Type == "library" || chart.Subcharts.Count > 0 || scope.Supplied.Count > 0
            || chart.Others.Any(static f => f.Path.StartsWith("crds/", StringComparison.Ordinal));
        if (!hasOthers) report(ChartRules.TemplatesMissing.At(SourceLocation.File(chart.ChartYaml.Origin)));
    }

    private void File(ChartFile file)
    {
        var extension = Path.GetExtension(file.Path);
        if (extension is not (".yaml" or ".yml" or ".tpl" or ".txt")) report(ChartRules.TemplateExtension.At(SourceLocation.File(file.Origin), extension));
        var lines = new TextLines(file.Text);
        var isBroken = false;
        var actions = TemplateScan.Run(file.Text, (start, length, words) =>
        {
            isBroken = true;
            report(ChartRules.TemplateSyntax.At(new(file.Origin, lines.Span(start, length)), char.ToUpperInvariant(words[0]) + words[1..]));
        });
        references.Add(file, actions);
        if (isBroken || extension.ToUpperInvariant() is not (".YAML" or ".YML")) return;
        var isPlain = actions.Count == 0 && !file.Text.Contains("{{", StringComparison.Ordinal);
        if (isPlain) Plain(file);
        ObjectLint.Run(file, isPlain, report);
    }

    private void Plain(ChartFile file)
    {
        var text = YamlReader.Read(file.Text, file.Origin);
        if (!text.IsWellFormed) report(ChartRules.TemplateYaml.At(text.Diagnostics[0].Location, text.Diagnostics[0].Message));
        foreach (var document in text.Documents) DuplicateKeys.Report(document.Root, file.Origin, report);
        var first = file.Text.Split('\n').Select(static (l, i) => (Line: l.TrimEnd('\r'), Number: i)).FirstOrDefault(static l => l.Line.Trim().Length > 0);
        if (first.Line is { } line && line[0] is ' ' or '\t') report(ChartRules.TemplateIndent.At(new(file.Origin, new(0, 1, first.Number, 0, first.Number, 1))));
    }

    private void Values(YamlMapping? values)
    {
        // Templates that only others include are given the includer's values.
        if (chart.Metadata.Type == "library" || chart.Templates.All(static f => f.Path[(f.Path.LastIndexOf('/') + 1)..].StartsWith('_'))) return;
        var known = chart.Metadata.Dependencies.Select(static d => d.Key).Concat(chart.Subcharts.Select(static s => s.Metadata.Name)).Append("global").ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<(string, string)>();
        var lines = new Dictionary<ChartFile, TextLines>();
        var missingOf = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var reference in references.All)
        {
            if (!missingOf.TryGetValue(reference.Path, out var missing)) missingOf[reference.Path] = missing = ValueReferences.FirstMissing(values, reference.Path);
            if (missing is null || known.Contains(reference.Path.Split('.')[0]) || IsDeclared(missing)) continue;
            var parent = missing == reference.Path ? null : missing;

            // A tested value may be missing, but one below a missing parent fails even in the test.
            if (references.IsOptional(parent ?? reference.Path) || (parent is null && reference.IsGuarded) || !seen.Add((reference.File.Path, reference.Path))) continue;
            if (!lines.TryGetValue(reference.File, out var index)) lines[reference.File] = index = new(reference.File.Text);
            var suffix = parent is null ? "" : $", and neither is '{parent}': rendering this fails with a nil pointer";
            report(ChartRules.ValueNotDefined.At(new(reference.File.Origin, index.Span(reference.Start, reference.Length)), reference.Path, suffix));
        }
    }

    private bool IsDeclared(string path) => scope.DeclaredValues.Any(d => d == path || d.StartsWith(path + ".", StringComparison.Ordinal));
}
