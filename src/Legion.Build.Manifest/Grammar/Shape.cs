namespace Legion.Build.Manifest.Grammar;

/// <summary>The kind of value a key takes. Reader and JSON Schema both follow it, so that they cannot disagree.</summary>
internal abstract class Shape
{
    /// <summary>What a message calls it: <c>a list</c>.</summary>
    public abstract string Noun { get; }
}
