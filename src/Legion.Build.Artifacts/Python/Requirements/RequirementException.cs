namespace Legion.Build.Artifacts.Python.Requirements;

/// <summary>Thrown where a requirement is none; the parser's callers turn it into a finding.</summary>
internal sealed class RequirementException : FormatException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="offset">Zero-based offset in the text.</param>
    public RequirementException(string message, int offset)
        : base(message) => Offset = offset;

    /// <summary>Zero-based offset in the text.</summary>
    public int Offset { get; }
}
