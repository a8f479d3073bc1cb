namespace Legion.Build.Oci.Registry;

/// <summary>What kind of trouble a registry gave.</summary>
public enum RegistryFailure
{
    /// <summary>An answer the protocol does not have: a proxy's page, a wrong status, wrong content.</summary>
    Protocol,

    /// <summary>No connection, no name, no trusted certificate.</summary>
    Unreachable,

    /// <summary>No credentials, wrong ones, or ones that may not do this.</summary>
    Denied,

    /// <summary>The repository, manifest or blob is not there.</summary>
    NotFound,

    /// <summary>The registry refused the content.</summary>
    Rejected,

    /// <summary>Busy or broken at every attempt.</summary>
    Unavailable,
}
