using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Manifest.Reading;

/// <summary>An artifact, repository or channel with the entry it was bound from.</summary>
internal sealed class Draft<T>(YamlEntry entry, T model)
{
    public YamlEntry Entry { get; } = entry;

    /// <summary>The entry's map; it may have to be read again, so ask once.</summary>
    public YamlMapping Map => Entry.Value as YamlMapping ?? YamlMapping.Nothing;

    public T Model { get; set; } = model;
}
