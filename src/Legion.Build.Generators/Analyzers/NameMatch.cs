namespace Legion.Build.Generators.Analyzers;

/// <summary>An artifact that a literal names.</summary>
/// <param name="Noun">What it is: <c>the image</c>.</param>
/// <param name="Shown">The constant, for people.</param>
/// <param name="Expression">The constant, from the root namespace.</param>
internal sealed record NameMatch(string Noun, string Shown, string Expression);
