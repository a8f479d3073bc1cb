using Legion.Build.Sdk.Tests.Running;

namespace Legion.Build.Sdk.Tests.Consuming;

/// <summary>The constants of a distribution project as a NuGet package, for repositories that cannot see the manifest.</summary>
public sealed class PackedConstantsTests(PackedSdk sdk) : IDisposable
{
    private readonly Workspace work = new(sdk);

    public void Dispose() => work.Dispose();

    [Fact]
    public void Another_repository_references_the_package_and_reads_the_constants()
    {
        work.WritePlatform("platform");
        work.WriteProject("platform/platform.csproj", "<Version>1.2.3-dev.4</Version><PackageId>Acme.Distributions</PackageId>");
        work.Dotnet("pack", "platform", "--nologo", "-o", sdk.Feed).Succeeded();

        work.Write("reader/reader.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="Acme.Distributions" Version="1.2.3-dev.4" /></ItemGroup>
            </Project>
            """);
        work.Write("reader/Program.cs", "System.Console.WriteLine(Acme.Artifacts.Images.Web.ReferenceOn(Acme.Channel.Release, \"1.0.0\"));");
        var result = work.Dotnet("run", "--project", "reader").Succeeded();
        Assert.Contains("registry.example.org/acme/web:1.0.0", result.Output, StringComparison.Ordinal);
    }
}
