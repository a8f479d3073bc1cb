using System.Net;

namespace Legion.Build.Oci.Registry;

/// <summary>A registry did not do what was asked. The message names host, request and answer, and never a secret.</summary>
public sealed class RegistryException : OciException
{
    /// <summary>Nothing is known.</summary>
    public RegistryException()
    {
    }

    /// <summary>With a message.</summary>
    /// <param name="message">What was asked of whom, and what came.</param>
    public RegistryException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and its cause.</summary>
    /// <param name="message">What was asked of whom, and what came.</param>
    /// <param name="innerException">The cause.</param>
    public RegistryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>With all that is known.</summary>
    /// <param name="failure">What kind of trouble.</param>
    /// <param name="message">What was asked of whom, and what came.</param>
    /// <param name="status">The answer's status; null: there was no answer.</param>
    /// <param name="innerException">The cause, if it is another exception.</param>
    public RegistryException(RegistryFailure failure, string message, HttpStatusCode? status = null, Exception? innerException = null)
        : base(message, innerException!)
    {
        Failure = failure;
        Status = status;
    }

    /// <summary>What kind of trouble.</summary>
    public RegistryFailure Failure { get; }

    /// <summary>The last answer's status; null: there was none.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>The registry's error codes, such as <c>MANIFEST_UNKNOWN</c> (distribution-spec, "Error Codes").</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];
}
