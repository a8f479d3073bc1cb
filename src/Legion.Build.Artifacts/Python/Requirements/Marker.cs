namespace Legion.Build.Artifacts.Python.Requirements;

/// <summary>A condition on the environment (PEP 508).</summary>
internal abstract record Marker
{
    /// <summary>Both conditions, without a needless pair of parentheses.</summary>
    /// <param name="left">The first; null: only the second.</param>
    /// <param name="right">The second.</param>
    public static Marker And(Marker? left, Marker right) => left is null ? right : new MarkerOperation("and", left, right);

    /// <summary>A form in which two orders of what is joined, and two spellings of an extra, are equal.</summary>
    public abstract Marker ToCanonical();
}
