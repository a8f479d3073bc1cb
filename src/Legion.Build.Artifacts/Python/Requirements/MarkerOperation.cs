namespace Legion.Build.Artifacts.Python.Requirements;

/// <summary>Two conditions joined.</summary>
/// <param name="Operator"><c>and</c> or <c>or</c>.</param>
/// <param name="Left">The first.</param>
/// <param name="Right">The second.</param>
internal sealed record MarkerOperation(string Operator, Marker Left, Marker Right) : Marker
{
    /// <inheritdoc/>
    public override string ToString() => $"{Part(Left)} {Operator} {Part(Right)}";

    // 'and' binds more tightly than 'or' (PEP 508), so only an 'or' inside an 'and' needs parentheses.
    private string Part(Marker marker) =>
        Operator == "and" && marker is MarkerOperation { Operator: "or" } ? $"({marker})" : marker.ToString()!;
}
