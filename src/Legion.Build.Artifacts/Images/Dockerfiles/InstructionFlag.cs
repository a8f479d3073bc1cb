using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Images.Dockerfiles;

/// <summary>A flag of an instruction, such as <c>--from=build</c>.</summary>
/// <param name="Name">The name, without dashes.</param>
/// <param name="Value">The value; null when there is no equals sign.</param>
/// <param name="Span">Where it stands.</param>
internal sealed record InstructionFlag(string Name, string? Value, SourceSpan Span);
