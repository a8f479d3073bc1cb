using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Python.Toml;

/// <summary>Thrown inside the reader at the first thing that is no TOML; never leaves it.</summary>
internal sealed class TomlException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong and what was expected.</param>
    /// <param name="span">Where.</param>
    public TomlException(string message, SourceSpan span)
        : base(message) => Span = span;

    /// <summary>Where.</summary>
    public SourceSpan Span { get; }
}
