namespace Legion.Build.Publishing.Plans;

/// <summary>An address that stands in for one of the manifest's, because the environment says so.</summary>
/// <param name="Repository">The repository's name in the manifest.</param>
/// <param name="What">Which of its addresses: <c>push</c>, <c>pull</c>, <c>index</c>.</param>
/// <param name="Manifest">What the manifest says; null: nothing.</param>
/// <param name="Actual">What is spoken to; null: nothing.</param>
public sealed record AddressSubstitution(string Repository, string What, string? Manifest, string? Actual);
