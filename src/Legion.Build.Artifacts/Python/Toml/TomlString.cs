using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Python.Toml;

/// <summary>A string of any of the four notations.</summary>
/// <param name="Span">Including the quotes.</param>
/// <param name="Value">The text, escapes resolved.</param>
internal sealed record TomlString(SourceSpan Span, string Value) : TomlValue(Span)
{
    /// <inheritdoc/>
    public override string Kind => "string";
}
