using Legion.Build.Oci.Models;

namespace Legion.Build.Oci;

/// <summary>An image does not exist for a platform.</summary>
public sealed class MissingPlatformException : OciException
{
    /// <summary>Nothing is known.</summary>
    public MissingPlatformException()
    {
    }

    /// <summary>With a message.</summary>
    /// <param name="message">What is missing, where.</param>
    public MissingPlatformException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and its cause.</summary>
    /// <param name="message">What is missing, where.</param>
    /// <param name="innerException">The cause.</param>
    public MissingPlatformException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An image that has other platforms.</summary>
    /// <param name="image">The image.</param>
    /// <param name="wanted">The platform it was wanted for.</param>
    /// <param name="available">Those it has.</param>
    public MissingPlatformException(string image, Platform wanted, IEnumerable<Platform?> available)
        : this(image, wanted, string.Join(", ", available.Select(static platform => platform?.ToString() ?? "?")))
    {
    }

    private MissingPlatformException(string image, Platform wanted, string available)
        : base($"{image} has no image for {wanted}; it has {available}.")
    {
        Wanted = wanted;
        Available = available;
    }

    /// <summary>The platform it was wanted for.</summary>
    public Platform? Wanted { get; }

    /// <summary>Those it has.</summary>
    public string Available { get; } = "";
}
