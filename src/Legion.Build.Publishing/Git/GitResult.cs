namespace Legion.Build.Publishing.Git;

/// <summary>How a git command ended.</summary>
/// <param name="ExitCode">Zero is success.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error, without credentials.</param>
internal sealed record GitResult(int ExitCode, byte[] Output, string Errors)
{
    /// <summary>Standard output as text, without the newline at its end.</summary>
    public string Text => System.Text.Encoding.UTF8.GetString(Output).TrimEnd('\n', '\r');
}
