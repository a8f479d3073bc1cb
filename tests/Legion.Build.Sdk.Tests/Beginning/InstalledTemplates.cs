using Legion.Build.Sdk.Tests.Running;

namespace Legion.Build.Sdk.Tests.Beginning;

/// <summary>The templates, installed once in a home of their own.</summary>
public sealed class InstalledTemplates : IDisposable
{
    public InstalledTemplates(PackedSdk sdk)
    {
        Work = new(sdk);
        Work.Dotnet("new", "install", "Legion.Build.Templates").Succeeded();
    }

    internal Workspace Work { get; }

    public void Dispose() => Work.Dispose();
}
