using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Python.Toml;

/// <summary>A date, a time, or both.</summary>
/// <param name="Span">Where.</param>
/// <param name="Type">Which of the four forms.</param>
/// <param name="Value">RFC 3339 with an upper-case <c>T</c> and <c>Z</c>, the fraction as written.</param>
internal sealed record TomlDateTime(SourceSpan Span, TomlDateTimeType Type, string Value) : TomlValue(Span)
{
    /// <inheritdoc/>
    public override string Kind => "date or time";
}
