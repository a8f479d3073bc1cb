namespace Legion.Build.Manifest.Tests.Rules;

/// <summary>A manifest that trips a rule at the place between « and », and its mended form that does not.</summary>
/// <param name="Rule">LEGION###.</param>
/// <param name="Tripping">The manifest with the mistake; « » mark where the finding stands and are no part of it.</param>
/// <param name="Clean">The same manifest without the mistake.</param>
/// <param name="Words">What the message must say beside the rest: the suggestion, mostly.</param>
public sealed record RuleCase(string Rule, string Tripping, string Clean, string Words)
{
    public override string ToString() => Rule + " " + Words;
}
