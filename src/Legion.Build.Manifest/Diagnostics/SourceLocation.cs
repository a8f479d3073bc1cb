namespace Legion.Build.Manifest.Diagnostics;

/// <summary>A stretch of a named file.</summary>
/// <param name="Path">The file, as it was given to the reader.</param>
/// <param name="Span">Where in it; the default value means the file as a whole.</param>
public readonly record struct SourceLocation(string Path, SourceSpan Span)
{
    /// <summary>The file as a whole.</summary>
    /// <param name="path">The file.</param>
    public static SourceLocation File(string path) => new(path, default);

    /// <summary><c>path:line</c>, one-based, as people and editors write it.</summary>
    public override string ToString() => FormattableString.Invariant($"{Path}:{Span.StartLine + 1}");
}
