using System.Globalization;
using System.Text;

using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Artifacts.Charts.Reading;

/// <summary>Reads Chart.yaml, requirements.yaml and the lists in lock files as Helm decodes them into its structures.</summary>
internal sealed class ChartMetadataReader
{
    private readonly string path;
    private readonly Action<BuildDiagnostic> report;

    private ChartMetadataReader(string path, Action<BuildDiagnostic> report) => (this.path, this.report) = (path, report);

    /// <summary>Reads a Chart.yaml.</summary>
    /// <returns>Null when it is no map; the reason is reported.</returns>
    public static ChartMetadata? Read(ChartFile file, Action<BuildDiagnostic> report)
    {
        if (ReadRoot(file, report) is not { } root) return null;
        var reader = new ChartMetadataReader(file.Origin, report);
        return new()
        {
            Root = root,
            ApiVersion = reader.Text(root, "apiVersion"),
            Name = reader.Text(root, "name"),
            Version = reader.Text(root, "version"),
            AppVersion = reader.Text(root, "appVersion"),
            Description = reader.Text(root, "description"),
            Type = reader.Text(root, "type"),
            Home = reader.Text(root, "home"),
            Icon = reader.Text(root, "icon"),
            KubeVersion = reader.Text(root, "kubeVersion"),
            Condition = reader.Text(root, "condition"),
            Tags = reader.Text(root, "tags"),
            Deprecated = reader.Flag(root, "deprecated"),
            Sources = reader.Texts(root, "sources"),
            Keywords = reader.Texts(root, "keywords"),
            Maintainers = [.. reader.Items(root, "maintainers").Select(reader.Maintainer)],
            Dependencies = reader.Dependencies(root),
            Annotations = reader.Annotations(root),
        };
    }

    /// <summary>Reads the <c>dependencies</c> of a requirements.yaml or a lock file; null when it is no map.</summary>
    public static IReadOnlyList<ChartDependency>? ReadDependencies(ChartFile file, Action<BuildDiagnostic> report) =>
        ReadRoot(file, report) is { } root ? new ChartMetadataReader(file.Origin, report).Dependencies(root) : null;

    /// <summary>The map a YAML file holds: its first document, empty when the file is; null when it is no map, which is reported.</summary>
    public static YamlMapping? ReadRoot(ChartFile file, Action<BuildDiagnostic> report)
    {
        if (file.FirstInvalidByte() is >= 0 and var at)
        {
            report(ChartRules.NotUtf8.At(SourceLocation.File(file.Origin), at));
            return null;
        }

        var text = YamlReader.Read(file.Text, file.Origin);
        if (!text.IsWellFormed)
        {
            foreach (var d in text.Diagnostics) report(ChartRules.YamlSyntax.At(d.Location, Sentence(d.Message)));
            return null;
        }

        switch (text.Documents.Count == 0 ? null : text.Documents[0].Root)
        {
            case YamlMapping map:
                return map;
            case null or YamlScalar { IsNull: true }:
                return (YamlMapping)YamlReader.Read("{}", file.Origin).Documents[0].Root;
            case var other:
                report(ChartRules.YamlSyntax.At(new(file.Origin, other.Span), Sentence($"expected a map, found {other.Noun}")));
                return null;
        }
    }

    /// <summary>Helm's cleaning of metadata: each kind of blank becomes a space, what cannot be printed goes.</summary>
    public static string Sanitize(string text)
    {
        if (text.All(static c => c is >= ' ' and < '\x7f')) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune)) clean.Append(' ');
            else if (IsPrint(rune)) clean.Append(rune.ToString());
        }

        return clean.ToString();
    }

    private static bool IsPrint(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);

    private static string Sentence(string message) => message.EndsWith('.') ? message : message + ".";

    private static YamlNode? Value(YamlMapping map, string key)
    {
        // Of two equal keys go-yaml keeps the last.
        for (var i = map.Entries.Count - 1; i >= 0; i--)
        {
            if (map.Entries[i].Key == key) return map.Entries[i].Value;
        }

        return null;
    }

    private string Text(YamlMapping map, string key) => Value(map, key) is { } node ? Sanitize(TextOf(node, key)) : "";

    private string TextOf(YamlNode node, string key)
    {
        if (node is YamlScalar scalar) return GoScalar.TextOf(GoScalar.Resolve(scalar));
        Invalid(node, $"'{key}' takes text, not {node.Noun}");
        return "";
    }

    private bool Flag(YamlMapping map, string key)
    {
        var node = Value(map, key);
        if (node is null or YamlScalar { IsNull: true }) return false;
        if (node is YamlScalar scalar && GoScalar.Resolve(scalar) is bool flag) return flag;
        Invalid(node, $"'{key}' takes true or false");
        return false;
    }

    private IReadOnlyList<YamlNode> Items(YamlMapping map, string key)
    {
        switch (Value(map, key))
        {
            case null or YamlScalar { IsNull: true }:
                return [];
            case YamlSequence list:
                return list.Items;
            case var other:
                Invalid(other, $"'{key}' takes a list, not {other.Noun}");
                return [];
        }
    }

    private IReadOnlyList<string> Texts(YamlMapping map, string key) => [.. Items(map, key).Select(n => Sanitize(TextOf(n, key)))];

    private ChartMaintainer Maintainer(YamlNode node)
    {
        if (node is YamlMapping map) return new(Text(map, "name"), Text(map, "email"), Text(map, "url")) { Span = node.Span };
        if (node is not YamlScalar { IsNull: true }) Invalid(node, $"a maintainer is a map, not {node.Noun}");
        return new("", "", "") { Span = node.Span, IsEmpty = true };
    }

    private IReadOnlyList<KeyValuePair<string, string>> Annotations(YamlMapping root)
    {
        switch (Value(root, "annotations"))
        {
            case null or YamlScalar { IsNull: true }:
                return [];
            case YamlMapping map:
                var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
                foreach (var entry in map.Entries) sorted[entry.Key ?? ""] = TextOf(entry.Value, "annotations");
                return [.. sorted];
            case var other:
                Invalid(other, $"'annotations' takes a map, not {other.Noun}");
                return [];
        }
    }

    private List<ChartDependency> Dependencies(YamlMapping root)
    {
        var dependencies = new List<ChartDependency>();
        foreach (var node in Items(root, "dependencies"))
        {
            if (node is not YamlMapping map)
            {
                Invalid(node, "dependencies must not contain empty or null nodes");
                continue;
            }

            dependencies.Add(new(Text(map, "name"), Text(map, "version"), Text(map, "repository"))
            {
                Condition = Text(map, "condition"),
                Tags = Texts(map, "tags"),
                Enabled = Flag(map, "enabled"),
                ImportValues = Items(map, "import-values"),
                Alias = Value(map, "alias") is { } alias ? TextOf(alias, "alias") : "",
                Span = node.Span,
                Node = map,
            });
        }

        return dependencies;
    }

    private void Invalid(YamlNode node, string what) => report(ChartRules.MetadataInvalid.At(new(path, node.Span), what));
}
