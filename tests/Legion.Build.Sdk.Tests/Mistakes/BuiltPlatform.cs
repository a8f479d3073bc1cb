using Legion.Build.Sdk.Tests.Running;

namespace Legion.Build.Sdk.Tests.Mistakes;

/// <summary>A platform that was built well once; mistakes are made in it, one at a time.</summary>
public sealed class BuiltPlatform : IDisposable
{
    public BuiltPlatform(PackedSdk sdk)
    {
        Work = new(sdk);
        Work.WritePlatform();
        First = Work.Dotnet("build", "--nologo");
        Manifest = File.ReadAllText(Work["distributions.yaml"]);
    }

    internal Workspace Work { get; }

    internal RunResult First { get; }

    internal string Manifest { get; }

    public void Dispose() => Work.Dispose();
}
