using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Manifest.Reading;

/// <summary>Takes values out of nodes; what is of the wrong kind was reported by the structure's check and counts as not there.</summary>
internal static class NodeValues
{
    private static readonly YamlNode[] None = [];

    public static YamlScalar? Scalar(this YamlMapping? map, string key) =>
        map?.Find(key)?.Value is YamlScalar { IsNull: false } scalar && !string.IsNullOrWhiteSpace(scalar.Text) ? scalar : null;

    public static string? Text(this YamlMapping? map, string key) => Scalar(map, key)?.Text;

    public static YamlMapping? Map(this YamlMapping? map, string key) => map?.Find(key)?.Value as YamlMapping;

    public static bool Flag(this YamlMapping map, string key, bool otherwise = false) =>
        map.Scalar(key) is { } scalar && scalar.TryGetBoolean(out var value) ? value : otherwise;

    /// <summary>The elements of a list; a single value is a list of one.</summary>
    public static YamlNode[] Items(this YamlMapping? map, string key) => Items(map?.Find(key)?.Value);

    public static YamlNode[] Items(YamlNode? node) => node switch
    {
        YamlSequence sequence => sequence.ItemArray,
        YamlScalar { IsNull: false } => [node],
        _ => None,
    };

    public static EquatableArray<string> Texts(this YamlMapping map, string key)
    {
        var items = map.Items(key);
        if (items.Length == 0) return default;
        var texts = new string[items.Length];
        for (var i = 0; i < texts.Length; i++) texts[i] = (items[i] as YamlScalar)?.Text ?? string.Empty;
        return new(texts);
    }

    public static EquatableArray<Setting> Settings(this YamlMapping map, string key)
    {
        if (map.Map(key) is not { } values) return default;
        var settings = new List<Setting>(values.EntryArray.Length);
        Flatten(values, string.Empty, settings);
        return new(settings.ToArray());
    }

    private static void Flatten(YamlMapping map, string prefix, List<Setting> settings)
    {
        foreach (var entry in map.EntryArray)
        {
            if (entry.Key is not { } key) continue;
            if (entry.Value is YamlScalar { Text: var text }) settings.Add(new(prefix + key, text));
            else if (entry.Value is YamlMapping nested) Flatten(nested, prefix + key + ".", settings);
        }
    }
}
