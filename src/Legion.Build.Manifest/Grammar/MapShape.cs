namespace Legion.Build.Manifest.Grammar;

/// <summary>A map from names of the user's choice to equal shapes.</summary>
internal sealed class MapShape : Shape
{
    public required Shape Item { get; init; }

    /// <summary>What one of its entries is: <c>a chart</c>.</summary>
    public required string ItemNoun { get; init; }

    /// <summary>What names look like, or null when another section declares them.</summary>
    public Naming.NameGrammar? Names { get; init; }

    /// <inheritdoc/>
    public override string Noun => "a map";
}
