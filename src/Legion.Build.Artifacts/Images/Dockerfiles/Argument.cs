using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Images.Dockerfiles;

/// <summary>An argument of an instruction, before substitution; its quotes are still there unless it came from a JSON list.</summary>
/// <param name="Text">The text.</param>
/// <param name="Span">Where it stands.</param>
internal sealed record Argument(string Text, SourceSpan Span);
