namespace Legion.Build.Rules.Tests;

/// <summary>What a test says of itself by <see cref="TripsAttribute"/> or <see cref="SparesAttribute"/>.</summary>
/// <param name="Where">The test's file and line.</param>
/// <param name="Trips">True when it meets the rules' findings, false when it meets none.</param>
/// <param name="Rules">The rules it claims.</param>
/// <param name="Fault">What is wrong with the claim, or null.</param>
internal sealed record RuleClaim(string Where, bool Trips, IReadOnlyList<string> Rules, string? Fault);
