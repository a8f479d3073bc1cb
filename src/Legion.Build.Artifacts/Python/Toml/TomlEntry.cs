using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Python.Toml;

/// <summary>A key with its value.</summary>
/// <param name="Key">The key, unquoted.</param>
/// <param name="KeySpan">Where the key stands.</param>
/// <param name="Value">The value.</param>
internal sealed record TomlEntry(string Key, SourceSpan KeySpan, TomlValue Value);
