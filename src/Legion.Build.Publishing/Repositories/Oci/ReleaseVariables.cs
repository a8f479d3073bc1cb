using Legion.Build.Oci.Credentials;

namespace Legion.Build.Publishing.Repositories.Oci;

/// <summary>The release's environment, as credentials are looked up by it.</summary>
internal sealed class ReleaseVariables(ReleaseEnvironment environment) : IEnvironment
{
    public string HomeFolder => environment.Home ?? "";

    public string? Variable(string name) => environment.Variable(name) is { Length: > 0 } value ? value : null;
}
