namespace Legion.Build.Manifest.Diagnostics;

/// <summary>A stretch of a text file. All numbers are zero-based; columns count UTF-16 code units, as Roslyn's do.</summary>
/// <param name="Start">Offset of the first character.</param>
/// <param name="Length">Number of characters.</param>
/// <param name="StartLine">Line of the first character.</param>
/// <param name="StartColumn">Column of the first character.</param>
/// <param name="EndLine">Line after the last character.</param>
/// <param name="EndColumn">Column after the last character.</param>
public readonly record struct SourceSpan(int Start, int Length, int StartLine, int StartColumn, int EndLine, int EndColumn);
