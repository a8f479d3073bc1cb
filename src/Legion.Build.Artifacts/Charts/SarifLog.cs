using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Charts;

/// <summary>Writes findings as SARIF 2.1.0 (OASIS), the format code-scanning services read.</summary>
public static class SarifLog
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The log's text; the same findings give the same bytes.</summary>
    /// <param name="findings">The findings, in order.</param>
    /// <param name="root">Absolute path of the folder that locations are written relative to.</param>
    public static string Write(IReadOnlyList<BuildDiagnostic> findings, string root)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            json.WriteStartObject("tool");
            json.WriteStartObject("driver");
            json.WriteString("name", "Legion.Build");
            json.WriteString("informationUri", "https://github.com/legion-platform/legion-build");
            var rules = findings.Select(static f => f.Rule).DistinctBy(static r => r.Id, StringComparer.Ordinal).OrderBy(static r => r.Id, StringComparer.Ordinal).ToList();
            json.WriteStartArray("rules");
            foreach (var rule in rules) WriteRule(json, rule);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteStartArray("results");
            foreach (var finding in findings) WriteResult(json, finding, rules.FindIndex(r => r.Id == finding.Rule.Id), root);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static string Level(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Error => "error",
        RuleSeverity.Warning => "warning",
        _ => "note",
    };

    private static void WriteRule(Utf8JsonWriter json, Rule rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        WriteText(json, "shortDescription", rule.Title);
        WriteText(json, "fullDescription", rule.Description);
        json.WriteString("helpUri", rule.HelpLink);
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", Level(rule.Severity));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, BuildDiagnostic finding, int ruleIndex, string root)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule.Id);
        json.WriteNumber("ruleIndex", ruleIndex);
        json.WriteString("level", Level(finding.Rule.Severity));
        WriteText(json, "message", finding.Message);
        json.WriteStartArray("locations");
        WriteLocation(json, finding.Location, root);
        json.WriteEndArray();
        if (finding.Related.Count > 0)
        {
            json.WriteStartArray("relatedLocations");
            foreach (var related in finding.Related) WriteLocation(json, related, root);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter json, SourceLocation location, string root)
    {
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        var relative = Path.IsPathRooted(location.Path) ? Path.GetRelativePath(root, location.Path) : location.Path;
        json.WriteString("uri", string.Join('/', relative.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString)));
        json.WriteString("uriBaseId", "%SRCROOT%");
        json.WriteEndObject();
        if (location.Span != default)
        {
            json.WriteStartObject("region"); // one-based, the end column exclusive
            json.WriteNumber("startLine", location.Span.StartLine + 1);
            json.WriteNumber("startColumn", location.Span.StartColumn + 1);
            json.WriteNumber("endLine", location.Span.EndLine + 1);
            json.WriteNumber("endColumn", location.Span.EndColumn + 1);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
