using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Python.Toml;

/// <summary><c>true</c> or <c>false</c>.</summary>
/// <param name="Span">Where.</param>
/// <param name="Value">Which.</param>
internal sealed record TomlBoolean(SourceSpan Span, bool Value) : TomlValue(Span)
{
    /// <inheritdoc/>
    public override string Kind => "boolean";
}
