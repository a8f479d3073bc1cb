namespace Legion.Build.Artifacts.Images.Dockerfiles;

/// <summary>A Dockerfile as it was read.</summary>
/// <param name="Path">The file, as it was given to the parser.</param>
/// <param name="Directives">Its parser directives (<c>syntax</c>, <c>escape</c>, <c>check</c>) by lower-case name.</param>
/// <param name="Escape">The escape character: <c>\</c> unless the directive says otherwise.</param>
/// <param name="Instructions">Its instructions, in text order.</param>
internal sealed record Dockerfile(string Path, IReadOnlyDictionary<string, string> Directives, char Escape, IReadOnlyList<Instruction> Instructions);
