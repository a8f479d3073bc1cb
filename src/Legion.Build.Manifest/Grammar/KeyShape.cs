namespace Legion.Build.Manifest.Grammar;

/// <summary>One key of the grammar.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Shape">What it takes.</param>
/// <param name="Description">What it means, in a sentence: shown by editors.</param>
internal sealed record KeyShape(string Name, Shape Shape, string Description)
{
    public bool IsRequired { get; init; }

    /// <summary>The name as messages show it.</summary>
    public string Quoted { get; } = "'" + Name + "'";
}
