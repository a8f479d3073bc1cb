namespace Legion.Build.Manifest.Grammar;

/// <summary>A list of equal shapes.</summary>
internal sealed class ListShape : Shape
{
    public static readonly ListShape OfText = new() { Item = TextShape.Any };
    public static readonly ListShape OfPaths = new() { Item = TextShape.Path };

    public required Shape Item { get; init; }

    /// <summary>True when a single element may stand without its list.</summary>
    public bool AllowsSingle { get; init; }

    /// <inheritdoc/>
    public override string Noun => AllowsSingle ? Item.Noun + " or a list" : "a list";
}
