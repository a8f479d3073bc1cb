namespace Legion.Build.Oci.Registry;

/// <summary>How a blob came to be in a repository.</summary>
public enum BlobOutcome
{
    /// <summary>It was there.</summary>
    AlreadyThere,

    /// <summary>The registry took it from another of its repositories; no byte was sent.</summary>
    Mounted,

    /// <summary>Its bytes were sent.</summary>
    Uploaded,
}
