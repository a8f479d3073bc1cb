namespace Legion.Build.TestServers.Faults;

/// <summary>A fault and how a good client ends under it.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="IsSurvivable">True: the transfer succeeds all the same; false: one clear error, and nothing is visible.</param>
public sealed record RegistryFault(Fault Fault, bool IsSurvivable)
{
    /// <inheritdoc/>
    public override string ToString() => Fault.Name;
}
