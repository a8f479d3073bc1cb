using Legion.Build.Sdk.Tests.Running;

namespace Legion.Build.Sdk.Tests.Building;

/// <summary>The sample, built once with the packed SDK in a folder whose name tries what paths may hold.</summary>
public sealed class BuiltSample : IDisposable
{
    public BuiltSample(PackedSdk sdk)
    {
        Work = new(sdk, "Légion läuft 1");
        Repository.CopyTo(Work.Root, below: "samples/legion");
        Work.WriteProject("legion.csproj", "<Version>1.1.0-dev.1</Version>");
        First = Work.Dotnet("build", "--nologo");
    }

    internal Workspace Work { get; }

    internal RunResult First { get; }

    internal static IReadOnlyList<string> Images { get; } =
        ["k8s-edge", "k8s-edi", "k8s-feedback-aggregator", "k8s-fluentd", "k8s-model-builder", "k8s-operator", "legion-pipeline-agent", "python-toolchain"];

    public void Dispose() => Work.Dispose();
}
