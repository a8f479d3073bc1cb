using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Python.Toml;

/// <summary>An array, or an array of tables.</summary>
/// <param name="Span">Including the brackets; of an array of tables: its first header.</param>
/// <param name="OfTables">True when made by <c>[[…]]</c> headers; only such an array grows.</param>
internal sealed record TomlArray(SourceSpan Span, bool OfTables = false) : TomlValue(Span)
{
    /// <summary>The elements.</summary>
    public List<TomlValue> Items { get; } = [];

    /// <inheritdoc/>
    public override string Kind => "array";
}
