namespace Legion.Build.Manifest.Model;

/// <summary>A key with a value, where the manifest holds a map whose order matters to nobody but its author.</summary>
/// <param name="Key">The key as written; a dotted path where the map is nested (chart values).</param>
/// <param name="Value">The scalar's text.</param>
public sealed record Setting(string Key, string Value);
