namespace Legion.Build.Oci;

/// <summary>Something about OCI content, a layout or a registry is wrong; the message says what, where and what to do.</summary>
public class OciException : Exception
{
    /// <summary>Nothing is known.</summary>
    public OciException()
    {
    }

    /// <summary>With a message.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public OciException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and its cause.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public OciException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
