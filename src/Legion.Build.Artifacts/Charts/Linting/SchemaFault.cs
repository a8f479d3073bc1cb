using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Charts.Linting;

/// <summary>A value that does not satisfy a schema.</summary>
/// <param name="Path">Dotted path of the value.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Message">What the schema wants.</param>
/// <param name="SchemaPath">JSON pointer of the keyword, with a leading <c>#</c>.</param>
internal sealed record SchemaFault(string Path, SourceSpan Span, string Message, string SchemaPath);
