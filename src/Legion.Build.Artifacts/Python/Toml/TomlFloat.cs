using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Python.Toml;

/// <summary>An IEEE 754 double.</summary>
/// <param name="Span">Where.</param>
/// <param name="Value">The number; may be infinite or NaN.</param>
internal sealed record TomlFloat(SourceSpan Span, double Value) : TomlValue(Span)
{
    /// <inheritdoc/>
    public override string Kind => "float";
}
