using Legion.Build.Sdk.Tests.Running;

namespace Legion.Build.Sdk.Tests.Consuming;

/// <summary>Projects that read the constants of a manifest another project owns.</summary>
public sealed class ConsumerTests(PackedSdk sdk) : IDisposable
{
    private readonly Workspace work = new(sdk);

    public void Dispose() => work.Dispose();

    [Fact]
    public void The_consumer_sample_prints_references_for_all_three_channels_and_breaks_when_an_image_is_renamed()
    {
        WriteSample();
        var result = work.Dotnet("run", "--project", "consumer").Succeeded();
        Assert.Contains("docker.io/legionplatform/k8s-edi:1.0.0", result.Output, StringComparison.Ordinal);
        Assert.Contains("docker.io/legionplatformtest/k8s-edi:1.1.0-rc.1", result.Output, StringComparison.Ordinal);
        Assert.Contains("nexus-local.cc.epm.kharlamov.biz:443/legion/k8s-edi:1.1.0-dev.1", result.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(work["consumer/artifacts"]));

        work.Edit("legion/distributions.yaml", "k8s-edi", "k8s-model-manager");
        var broken = work.Dotnet("build", "consumer", "--nologo", "--no-restore").Failed();
        Assert.Contains(broken.Lines("error CS"), static l => l.Contains("K8sEdi", StringComparison.Ordinal) && l.Contains("Program.cs", StringComparison.Ordinal));
    }

    [Fact]
    public void The_manifest_is_found_in_a_folder_above()
    {
        work.WritePlatform();
        WriteReader("tools/reader", "");
        work.Dotnet("build", "tools/reader", "--nologo").Succeeded();
    }

    [Fact]
    [Trips]
    public void A_reader_without_a_manifest_is_told_what_to_set()
    {
        WriteReader("reader", "");
        var error = Assert.Single(work.Dotnet("build", "reader", "--nologo").Failed().Lines("error LEGION901:"));
        Assert.Contains("LegionManifest", error, StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    public void A_mistake_in_the_manifest_breaks_the_reader_at_the_manifests_line_once()
    {
        work.WritePlatform();
        work.Edit("distributions.yaml", "product: Acme", "product: Acme\nproducer: me");
        WriteReader("reader", "");
        var error = Assert.Single(work.Dotnet("build", "reader", "--nologo").Failed().Lines("error LEGION011:"));
        Assert.Contains("distributions.yaml(3,1", error, StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    public void A_generator_that_did_not_load_is_an_error()
    {
        work.WritePlatform();
        WriteReader("reader", "<LegionAnalyzersPath>$(MSBuildProjectDirectory)/none/</LegionAnalyzersPath>");
        work.Write("reader/Reader.cs", "");
        var error = Assert.Single(work.Dotnet("build", "reader", "--nologo").Failed().Lines("error LEGION903:"));
        Assert.Contains("Acme.Artifacts", error, StringComparison.Ordinal);
    }

    private void WriteReader(string folder, string properties)
    {
        work.Write($"{folder}/reader.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <Sdk Name="Legion.Build.Sdk" Version="{work.Version}" />
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                {properties}
              </PropertyGroup>
            </Project>
            """);
        work.Write($"{folder}/Reader.cs", "public static class Reader { public const string Web = Acme.Artifacts.Images.Names.Web; }");
    }

    private void WriteSample()
    {
        Repository.CopyTo(work["legion"], below: "samples/legion");
        Repository.CopyTo(work["consumer"], below: "samples/consumer");
        work.WriteProject("legion/legion.csproj");
        work.Write("consumer/consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <Sdk Name="Legion.Build.Sdk" Version="{work.Version}" />
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <LegionManifest>../legion/distributions.yaml</LegionManifest>
              </PropertyGroup>
            </Project>
            """);
    }
}
