using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Manifest.Yaml;

/// <summary>A scalar that was read, before it is known whether it is a key or a value.</summary>
/// <param name="Span">Where it stands, on one line.</param>
/// <param name="Text">Its text.</param>
/// <param name="Style">How it is written.</param>
internal readonly record struct PlainScalar(SourceSpan Span, string Text, YamlScalarStyle Style)
{
    /// <summary>An entry of a map with this for its key.</summary>
    public YamlEntry With(YamlNode value) => YamlEntry.Create(Span, Text, Style, value);

    /// <summary>A value.</summary>
    public YamlScalar ToNode() => YamlScalar.Create(Span, null, Text, Style);
}
