using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Python.Toml;

/// <summary>A 64-bit integer.</summary>
/// <param name="Span">Where.</param>
/// <param name="Value">The number.</param>
internal sealed record TomlInteger(SourceSpan Span, long Value) : TomlValue(Span)
{
    /// <inheritdoc/>
    public override string Kind => "integer";
}
