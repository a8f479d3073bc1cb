namespace Legion.Build.Publishing.Repositories.Http;

/// <summary>A trouble that another attempt may mend.</summary>
internal sealed class HttpTrouble(PublishException failure, TimeSpan? retryAfter = null) : Exception(failure.Message, failure)
{
    /// <summary>What it is when no attempt mends it.</summary>
    public PublishException Failure { get; } = failure;

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
