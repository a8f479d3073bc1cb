namespace Legion.Build.Generators.Analyzers;

/// <summary>An artifact, a channel and perhaps a version that a literal refers to.</summary>
/// <param name="Name">The artifact.</param>
/// <param name="ChannelName">The channel.</param>
/// <param name="Shown">The artifact's constant, for people.</param>
/// <param name="Expression">The artifact's constant, from the root namespace.</param>
/// <param name="ChannelExpression">The channel's constant, from the root namespace.</param>
/// <param name="Version">The SemVer version, when the literal holds it.</param>
internal sealed record ReferenceMatch(string Name, string ChannelName, string Shown, string Expression, string ChannelExpression, string? Version);
