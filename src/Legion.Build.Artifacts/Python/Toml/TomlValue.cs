using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Python.Toml;

/// <summary>A value of a TOML document, with its place.</summary>
/// <param name="Span">From the value's first character to after its last.</param>
internal abstract record TomlValue(SourceSpan Span)
{
    /// <summary>What it is, in the words of the specification: <c>string</c>, <c>array</c>, …</summary>
    public abstract string Kind { get; }
}
