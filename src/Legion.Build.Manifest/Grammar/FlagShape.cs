namespace Legion.Build.Manifest.Grammar;

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed class FlagShape : Shape
{
    public static readonly FlagShape Value = new();

    /// <inheritdoc/>
    public override string Noun => "true or false";
}
