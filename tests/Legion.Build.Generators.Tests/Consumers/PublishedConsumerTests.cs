using System.Runtime.InteropServices;
using Legion.Build.Generators.Tests.Driving;

namespace Legion.Build.Generators.Tests.Consumers;

/// <summary>A program that uses the constants, published trimmed and as native code: no warning of trimmer, linker or any analyzer, and it runs.</summary>
public sealed class PublishedConsumerTests : IDisposable
{
    private static readonly string[] Linkers = ["clang", "gcc"];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("<PublishTrimmed>true</PublishTrimmed><TrimMode>full</TrimMode><SelfContained>true</SelfContained>", "latest", "enable")]
    [InlineData("<PublishAot>true</PublishAot>", "8", "disable")]
    public async Task Constants_are_trimmed_and_compiled_to_native_code_without_a_warning(string how, string language, string nullable)
    {
        if (how.Contains("Aot", StringComparison.Ordinal) && !Array.Exists(Linkers, OnPath)) Assert.Skip("needs gcc: apt-get install gcc");
        folder.Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                <LangVersion>{language}</LangVersion>
                <Nullable>{nullable}</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <MSBuildTreatWarningsAsErrors>true</MSBuildTreatWarningsAsErrors>
                <AnalysisMode>All</AnalysisMode>
                <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <TrimmerSingleWarn>false</TrimmerSingleWarn>
                <InvariantGlobalization>true</InvariantGlobalization>
                {how}
                <!-- The program prints a literal; that is its own affair. -->
                <NoWarn>$(NoWarn);CA1303</NoWarn>
              </PropertyGroup>
              <ItemGroup>
                <CompilerVisibleProperty Include="LegionNamespace;LegionClassName;LegionVisibility;LegionChannel;LegionVersion" />
                <CompilerVisibleItemMetadata Include="AdditionalFiles" MetadataName="LegionManifest" />
                <AdditionalFiles Include="distributions.yaml" LegionManifest="true" />
                <Analyzer Include="{AppContext.BaseDirectory}Legion.Build.Generators.dll;{AppContext.BaseDirectory}Legion.Build.Manifest.dll;{AppContext.BaseDirectory}Legion.Build.YamlDotNet.dll" />
              </ItemGroup>
            </Project>
            """);
        folder.Write("distributions.yaml", TestManifests.Legion);
        folder.Write("Program.cs", """
            internal static class Program
            {
                private static void Main()
                {
                    foreach (var chart in Legion.Artifacts.Charts.All) System.Console.WriteLine(chart.ReferenceOn(Legion.Channel.Development, "1.0.0-rc.1"));
                    foreach (var image in Legion.Artifacts.Images.All) System.Console.WriteLine(image.ReferenceOn(Legion.Channel.Release, "1.0.0"));
                    foreach (var package in Legion.Artifacts.Python.All) System.Console.WriteLine(package.ReferenceOn(Legion.Channel.PreRelease, "1.0.0-rc.1"));
                }
            }
            """);
        var publish = await DotnetRun.InAsync(folder.Path, "publish", "-nologo", "-o", "out");
        Assert.True(publish.ExitCode == 0, publish.Output);
        Assert.DoesNotContain("warning", publish.Output, StringComparison.Ordinal);
        var run = await DotnetRun.ProgramAsync(System.IO.Path.Combine(folder.Path, "out", "Consumer"), folder.Path);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("docker.io/legionplatform/k8s-edi:1.0.0\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("legion==1.0.0rc1\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(System.IO.Path.PathSeparator).Any(folder => File.Exists(System.IO.Path.Combine(folder, program)));
}
