using System.Text.Json.Nodes;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Manifest.Tests.Grammar;

/// <summary>YAML nodes as the JSON an editor's schema validator sees (YAML 1.2 core schema).</summary>
internal static class YamlToJson
{
    /// <summary>Converts a node; throws <see cref="NotSupportedException"/> for keys that are no text or there twice, for JSON has neither.</summary>
    public static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMapping map => Object(map),
        YamlSequence list => new JsonArray([.. list.Items.Select(Convert)]),
        YamlScalar { IsNull: true } => null,
        YamlScalar { IsText: true } scalar => JsonValue.Create(scalar.Text),
        YamlScalar scalar when scalar.TryGetBoolean(out var value) => JsonValue.Create(value),
        _ => JsonValue.Create(1),
    };

    private static JsonObject Object(YamlMapping map)
    {
        var json = new JsonObject();
        foreach (var entry in map.Entries)
        {
            if (entry.Key is not { } key || json.ContainsKey(key)) throw new NotSupportedException();
            json[key] = Convert(entry.Value);
        }

        return json;
    }
}
