namespace Legion.Build.Sdk.Tests.Readme;

/// <summary>A fenced block of the README.</summary>
/// <param name="Section">The heading of the second level it stands under.</param>
/// <param name="Language">What its fence says.</param>
/// <param name="Line">The line of its fence, from one.</param>
/// <param name="Text">What is in it.</param>
internal sealed record ReadmeBlock(string Section, string Language, int Line, string Text)
{
    /// <summary>What is done to hold the block to its word; null: nothing, and that is a fault.</summary>
    public BlockProof? Proof => (Section, Language) switch
    {
        ("The two commands", "sh") => BlockProof.SetUp,
        ("Five minutes", "console") => BlockProof.Tour,
        (_, "yaml") when Text.Contains("apiVersion: legion.build/v1", StringComparison.Ordinal) => BlockProof.Manifest,
        ("Channel recipes", "yaml") => BlockProof.Recipe,
        ("In CI", "yaml" or "groovy") => BlockProof.Pipeline,
        (_, "xml") => Text.Contains("Sdk=", StringComparison.Ordinal) ? BlockProof.Project : BlockProof.Profile,
        (_, "json") => BlockProof.GlobalJson,
        (_, "csharp") => BlockProof.Constants,
        ("Properties, items, targets", "sh") => BlockProof.Script,
        ("Where things are", "text") => BlockProof.Drawing,
        _ => null,
    };

    public override string ToString() => $"README.md({Line}), {Language} in '{Section}'";
}
