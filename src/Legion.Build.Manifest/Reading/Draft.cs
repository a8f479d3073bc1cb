using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Manifest.Reading;

/// <summary>An artifact, repository or channel with the nodes it was bound from.</summary>
internal sealed class Draft<T>(YamlEntry entry, YamlMapping map, T model)
{
    public YamlEntry Entry { get; } = entry;

    public YamlMapping Map { get; } = map;

    public T Model { get; set; } = model;
}
