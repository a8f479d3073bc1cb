using Legion.Build.Oci.Credentials;

namespace Legion.Build.Oci.Tests.Credentials;

/// <summary>Variables and a home folder of a test's own.</summary>
internal sealed class FakeEnvironment(string homeFolder, params (string Name, string Value)[] variables) : IEnvironment
{
    public string HomeFolder => homeFolder;

    public string? Variable(string name) => variables.FirstOrDefault(v => v.Name == name).Value;
}
