using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Artifacts.Charts.Linting;

/// <summary>Checks of crds/: plain YAML, nothing but CustomResourceDefinitions.</summary>
internal static class CrdLint
{
    /// <summary>Runs them.</summary>
    public static void Run(ChartContent chart, Action<BuildDiagnostic> report)
    {
        foreach (var file in chart.Others.Where(static f => f.Path.StartsWith("crds/", StringComparison.Ordinal) && IsManifest(f.Path)))
        {
            var text = YamlReader.Read(file.Text, file.Origin);
            if (!text.IsWellFormed)
            {
                report(ChartRules.CrdYaml.At(text.Diagnostics[0].Location, text.Diagnostics[0].Message));
                continue;
            }

            foreach (var document in text.Documents)
            {
                if (document.Root is YamlScalar { IsNull: true }) continue;
                DuplicateKeys.Report(document.Root, file.Origin, report);
                var map = document.Root as YamlMapping;
                var at = new SourceLocation(file.Origin, document.Root.Span);
                if ((map?.Find("apiVersion")?.Value as YamlScalar)?.Text.StartsWith("apiextensions.k8s.io", StringComparison.Ordinal) != true) report(ChartRules.CrdApiVersion.At(at));
                if ((map?.Find("kind")?.Value as YamlScalar)?.Text != "CustomResourceDefinition") report(ChartRules.CrdKind.At(at));
            }
        }
    }

    private static bool IsManifest(string path) =>
        path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
}
