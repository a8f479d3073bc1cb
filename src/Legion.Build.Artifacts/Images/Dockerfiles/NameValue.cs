using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Images.Dockerfiles;

/// <summary>A pair of ENV, LABEL or ARG, before substitution.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value; null for an ARG without default.</param>
/// <param name="Span">Where the pair stands.</param>
internal sealed record NameValue(string Name, string? Value, SourceSpan Span);
