namespace Legion.Build.Publishing.Repositories;

/// <summary>A repository did not do what was asked. The message says what was asked of whom and what came, and never a secret.</summary>
public sealed class PublishException : Exception
{
    /// <summary>Nothing is known.</summary>
    public PublishException()
    {
    }

    /// <summary>With a message.</summary>
    /// <param name="message">What was asked of whom, and what came.</param>
    public PublishException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and its cause.</summary>
    /// <param name="message">What was asked of whom, and what came.</param>
    /// <param name="innerException">The cause.</param>
    public PublishException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>With all that is known.</summary>
    /// <param name="failure">What kind of trouble.</param>
    /// <param name="message">What was asked of whom, and what came.</param>
    /// <param name="innerException">The cause, if it is another exception.</param>
    public PublishException(PublishFailure failure, string message, Exception? innerException = null)
        : base(message, innerException!) => Failure = failure;

    /// <summary>What kind of trouble.</summary>
    public PublishFailure Failure { get; }
}
