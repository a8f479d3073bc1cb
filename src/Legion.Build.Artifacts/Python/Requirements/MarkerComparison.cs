using Legion.Build.Artifacts.Python.Names;

namespace Legion.Build.Artifacts.Python.Requirements;

/// <summary>Two operands and what is between them.</summary>
/// <param name="Left">A variable's name or a quoted string.</param>
/// <param name="Operator">A version operator, <c>in</c> or <c>not in</c>.</param>
/// <param name="Right">A variable's name or a quoted string.</param>
internal sealed record MarkerComparison(string Left, string Operator, string Right) : Marker
{
    /// <inheritdoc/>
    public override Marker ToCanonical() =>
        Left == "extra" ? this with { Right = PackageName.Normalize(Right) }
        : Right == "extra" && Operator == "==" ? new MarkerComparison(Right, Operator, PackageName.Normalize(Left))
        : this;

    /// <inheritdoc/>
    public override string ToString() => $"{Left} {Operator} {Right}";
}
