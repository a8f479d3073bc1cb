namespace Legion.Build.Oci.Credentials;

/// <summary>The environment of this process.</summary>
public sealed class ProcessEnvironment : IEnvironment
{
    private ProcessEnvironment()
    {
    }

    /// <summary>The one instance.</summary>
    public static ProcessEnvironment Instance { get; } = new();

    /// <inheritdoc/>
    public string HomeFolder => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <inheritdoc/>
    public string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
