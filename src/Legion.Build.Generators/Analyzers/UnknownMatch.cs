namespace Legion.Build.Generators.Analyzers;

/// <summary>A reference into one of our repositories that names nothing declared.</summary>
/// <param name="Repository">The repository's name.</param>
/// <param name="Noun">What is missing: <c>image</c>.</param>
/// <param name="Name">The name that is not declared.</param>
/// <param name="Nearest">The nearest that is, if one is near.</param>
/// <param name="Start">Where in the text the name begins.</param>
internal sealed record UnknownMatch(string Repository, string Noun, string Name, string? Nearest, int Start);
