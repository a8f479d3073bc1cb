using Legion.Build.Artifacts.Charts.Index;
using Legion.Build.Artifacts.Charts.Reading;

namespace Legion.Build.Artifacts.Charts.OciForm;

/// <summary>Helm's structures as JSON: fields in the order of its Go structures, empty ones left out.</summary>
internal static class ChartJson
{
    /// <summary>The config blob of a chart in a registry.</summary>
    public static string Metadata(ChartMetadata metadata)
    {
        var json = new GoJson().Open('{');
        Fields(json, metadata);
        return json.Close('}').ToString();
    }

    /// <summary>An entry of an index.</summary>
    public static string IndexEntry(ChartIndexEntry entry)
    {
        var json = new GoJson().Open('{');
        Fields(json, entry.Metadata);
        json.Key("urls").Open('[');
        foreach (var url in entry.Urls) json.Text(url);
        json.Close(']').Key("created").Text(entry.Created).Field("digest", entry.Digest);
        return json.Close('}').ToString();
    }

    /// <summary>A text.</summary>
    public static string Text(string text) => new GoJson().Text(text).ToString();

    /// <summary>A list of dependencies, as lock digests cover it.</summary>
    public static void Dependencies(GoJson json, IReadOnlyList<ChartDependency> dependencies)
    {
        json.Open('[');
        foreach (var d in dependencies)
        {
            json.Open('{').Key("name").Text(d.Name).Field("version", d.Version).Key("repository").Text(d.Repository);
            json.Field("condition", d.Condition).Field("tags", d.Tags);
            if (d.Enabled) json.Key("enabled").Raw("true");
            if (d.ImportValues.Count > 0)
            {
                json.Key("import-values").Open('[');
                foreach (var import in d.ImportValues) json.Value(import);
                json.Close(']');
            }

            json.Field("alias", d.Alias).Close('}');
        }

        json.Close(']');
    }

    private static void Fields(GoJson json, ChartMetadata m)
    {
        json.Field("name", m.Name).Field("home", m.Home).Field("sources", m.Sources).Field("version", m.Version);
        json.Field("description", m.Description).Field("keywords", m.Keywords);
        if (m.Maintainers.Count > 0)
        {
            json.Key("maintainers").Open('[');
            foreach (var p in m.Maintainers) json.Open('{').Field("name", p.Name).Field("email", p.Email).Field("url", p.Url).Close('}');
            json.Close(']');
        }

        json.Field("icon", m.Icon).Field("apiVersion", m.ApiVersion.Length == 0 ? "v1" : m.ApiVersion).Field("condition", m.Condition).Field("tags", m.Tags).Field("appVersion", m.AppVersion);
        if (m.Deprecated) json.Key("deprecated").Raw("true");
        if (m.Annotations.Count > 0)
        {
            json.Key("annotations").Open('{');
            foreach (var (key, value) in m.Annotations) json.Key(key).Text(value);
            json.Close('}');
        }

        json.Field("kubeVersion", m.KubeVersion);
        if (m.Dependencies.Count > 0)
        {
            json.Key("dependencies");
            Dependencies(json, m.Dependencies);
        }

        json.Field("type", m.Type);
    }
}
