namespace Legion.Build.TestServers.Faults;

/// <summary>How a good publisher ends under a fault.</summary>
public enum FaultEnd
{
    /// <summary>The release is whole.</summary>
    Arrives,

    /// <summary>One clear error, and nothing is visible.</summary>
    NothingVisible,

    /// <summary>One clear error: what was sent cannot be read back as it should be.</summary>
    Unproven,
}
