namespace Legion.Build;

/// <summary>Says that a test meets findings of rules: <c>[Trips("LEGION512")]</c>. Rules.Tests holds it against the test's text.</summary>
/// <param name="rules">The rules; none of them named: every rule the test names itself, as <c>LEGION512</c> or <c>PublishRules.HashDiffers</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TripsAttribute(params string[] rules) : Attribute
{
    public IReadOnlyList<string> Rules { get; } = rules;

    /// <summary>A class whose members name the rules, where the test's cases come from there.</summary>
    public Type? Table { get; init; }
}
