namespace Legion.Build.Oci.Registry.Http;

/// <summary>A failure another attempt may mend; carries what is thrown when none does.</summary>
internal sealed class TransientException(RegistryException failure, TimeSpan? retryAfter = null) : Exception(failure.Message, failure)
{
    /// <summary>What the caller gets after the last attempt.</summary>
    public RegistryException Failure => failure;

    /// <summary>How long the registry asked to wait; null: it did not say.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}
