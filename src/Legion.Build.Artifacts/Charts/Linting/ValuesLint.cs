using System.Text.Json;

using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Artifacts.Charts.Linting;

/// <summary>Checks of values.yaml: there, well formed, true to values.schema.json.</summary>
internal static class ValuesLint
{
    /// <summary>Runs them.</summary>
    public static void Run(ChartContent chart, ChartContent stamped, Action<BuildDiagnostic> report)
    {
        if (chart.Values is null) report(ChartRules.ValuesMissing.At(SourceLocation.File(chart.ChartYaml.Origin)));
        YamlMapping? values = null;
        if (chart.Values is { } written)
        {
            if (ChartMetadataReader.ReadRoot(written, report) is not { } root) return;
            DuplicateKeys.Report(root, written.Origin, report);
        }

        if (stamped.Values is { } file) values = ChartMetadataReader.ReadRoot(file, static _ => { });
        if (chart.Schema is { } schema) Validate(values, stamped, schema, report);
    }

    private static void Validate(YamlMapping? values, ChartContent stamped, ChartFile schema, Action<BuildDiagnostic> report)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(schema.Content);
        }
        catch (JsonException e)
        {
            var line = (int)(e.LineNumber ?? 0);
            var column = (int)(e.BytePositionInLine ?? 0);
            report(ChartRules.SchemaInvalid.At(new(schema.Origin, new(0, 1, line, column, line, column + 1)), e.Message.Split(". Path")[0].Split(" LineNumber")[0].TrimEnd('.')));
            return;
        }

        using (document)
        {
            if (values is null || stamped.Values is not { } file) return;
            foreach (var fault in SchemaValidator.Validate(document.RootElement, values))
            {
                report(ChartRules.ValuesSchema.At(new(file.Origin, fault.Span), fault.Path.Length == 0 ? "the root" : fault.Path, fault.Message, fault.SchemaPath));
            }
        }
    }
}
