namespace Legion.Build.TestServers.Faults;

/// <summary>A fault at a package repository over HTTP, and how a good publisher ends under it.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="End">The end.</param>
public sealed record PackageFault(Fault Fault, FaultEnd End)
{
    /// <inheritdoc/>
    public override string ToString() => Fault.Name;
}
