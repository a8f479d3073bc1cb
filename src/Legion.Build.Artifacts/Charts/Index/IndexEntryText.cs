using System.Text;

using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Artifacts.Charts.Stamping;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Artifacts.Charts.Index;

/// <summary>Writes an index entry as Helm does: keys in alphabetical order, nothing that is empty.</summary>
internal sealed class IndexEntryText
{
    private readonly StringBuilder text = new();
    private readonly string newline;

    private IndexEntryText(string newline) => this.newline = newline;

    /// <summary>The lines of a list element, each with its newline.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="indent">Blanks before the dash.</param>
    /// <param name="newline">The index's own.</param>
    public static string Write(ChartIndexEntry entry, int indent, string newline)
    {
        var writer = new IndexEntryText(newline);
        writer.Fields(entry, new string(' ', indent + 2));
        writer.text[indent] = '-';
        return writer.text.ToString();
    }

    private void Fields(ChartIndexEntry entry, string pad)
    {
        var m = entry.Metadata;
        if (m.Annotations.Count > 0)
        {
            Line(pad + "annotations:");
            foreach (var (key, value) in m.Annotations) Line(pad + "  " + Quote(key) + ": " + Quote(value));
        }

        Field(pad, "apiVersion", m.ApiVersion.Length == 0 ? "v1" : m.ApiVersion);
        Field(pad, "appVersion", m.AppVersion);
        Field(pad, "condition", m.Condition);
        Line(pad + "created: \"" + entry.Created + "\"");
        Dependencies(m.Dependencies, pad);
        if (m.Deprecated) Line(pad + "deprecated: true");
        Field(pad, "description", m.Description);
        Field(pad, "digest", entry.Digest);
        Field(pad, "home", m.Home);
        Field(pad, "icon", m.Icon);
        List(pad, "keywords", m.Keywords);
        Field(pad, "kubeVersion", m.KubeVersion);
        Maintainers(m.Maintainers, pad);
        Field(pad, "name", m.Name);
        List(pad, "sources", m.Sources);
        Field(pad, "tags", m.Tags);
        Field(pad, "type", m.Type);
        List(pad, "urls", entry.Urls);
        Field(pad, "version", m.Version);
    }

    private static string Quote(string value) => ScalarText.Write(value, null);

    private void Line(string line) => text.Append(line).Append(newline);

    private void Field(string pad, string key, string value)
    {
        if (value.Length > 0) Line(pad + key + ": " + Quote(value));
    }

    private void List(string pad, string key, IReadOnlyList<string> values)
    {
        if (values.Count == 0) return;
        Line(pad + key + ":");
        foreach (var value in values) Line(pad + "- " + Quote(value));
    }

    private void Maintainers(IReadOnlyList<ChartMaintainer> maintainers, string pad)
    {
        if (maintainers.Count == 0) return;
        Line(pad + "maintainers:");
        foreach (var m in maintainers) Element(pad, [("email", m.Email), ("name", m.Name), ("url", m.Url)]);
    }

    private void Dependencies(IReadOnlyList<ChartDependency> dependencies, string pad)
    {
        if (dependencies.Count == 0) return;
        Line(pad + "dependencies:");
        foreach (var d in dependencies)
        {
            Element(pad, [("alias", d.Alias), ("condition", d.Condition), ("enabled", d.Enabled ? "true" : ""), ("name", d.Name)]);
            Line(pad + "  repository: " + Quote(d.Repository)); // Helm writes it even when it is empty
            List(pad + "  ", "tags", d.Tags);
            Field(pad + "  ", "version", d.Version);
            if (d.ImportValues.Count == 0) continue;
            Line(pad + "  import-values:");
            foreach (var import in d.ImportValues)
            {
                if (import is YamlScalar scalar) Line(pad + "  - " + Quote(scalar.Text));
                else if (import is YamlMapping map) Element(pad + "  ", [.. map.Entries.Select(static e => (e.Key ?? "", (e.Value as YamlScalar)?.Text ?? ""))]);
            }
        }
    }

    /// <summary>A map as a list element.</summary>
    private void Element(string pad, IReadOnlyList<(string Key, string Value)> fields)
    {
        var lead = "- ";
        foreach (var (key, value) in fields)
        {
            if (value.Length == 0) continue;
            Line(pad + lead + key + ": " + (value is "true" && key is "enabled" ? value : Quote(value)));
            lead = "  ";
        }

        if (lead == "- ") Line(pad + "- {}");
    }
}
