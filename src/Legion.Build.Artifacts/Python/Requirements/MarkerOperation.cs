namespace Legion.Build.Artifacts.Python.Requirements;

/// <summary>Two conditions joined.</summary>
/// <param name="Operator"><c>and</c> or <c>or</c>.</param>
/// <param name="Left">The first.</param>
/// <param name="Right">The second.</param>
internal sealed record MarkerOperation(string Operator, Marker Left, Marker Right) : Marker
{
    /// <inheritdoc/>
    public override Marker ToCanonical() =>
        Operands().Select(static m => m.ToCanonical()).OrderBy(static m => m.ToString(), StringComparer.Ordinal).Aggregate((left, right) => new MarkerOperation(Operator, left, right));

    /// <inheritdoc/>
    public override string ToString() => $"{Part(Left)} {Operator} {Part(Right)}";

    // All that one operator joins, however it was grouped: A and (B and C) is (A and B) and C.
    private IEnumerable<Marker> Operands() =>
        ((IEnumerable<Marker>)[Left, Right]).SelectMany(part => part is MarkerOperation joined && joined.Operator == Operator ? joined.Operands() : [part]);

    // 'and' binds more tightly than 'or' (PEP 508), so only an 'or' inside an 'and' needs parentheses.
    private string Part(Marker marker) =>
        Operator == "and" && marker is MarkerOperation { Operator: "or" } ? $"({marker})" : marker.ToString()!;
}
