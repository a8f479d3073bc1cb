namespace Legion.Build.Oci;

/// <summary>Content is not what its digest or size says.</summary>
public sealed class ContentMismatchException : OciException
{
    /// <summary>Nothing is known.</summary>
    public ContentMismatchException()
    {
    }

    /// <summary>With a message.</summary>
    /// <param name="message">What differs, where.</param>
    public ContentMismatchException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and its cause.</summary>
    /// <param name="message">What differs, where.</param>
    /// <param name="innerException">The cause.</param>
    public ContentMismatchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
