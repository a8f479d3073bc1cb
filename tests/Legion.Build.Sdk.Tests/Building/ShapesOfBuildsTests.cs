using Legion.Build.Sdk.Tests.Running;

namespace Legion.Build.Sdk.Tests.Building;

/// <summary>The ways people call MSBuild, and the ways they lay out their repositories.</summary>
public sealed class ShapesOfBuildsTests(PackedSdk sdk) : IDisposable
{
    private readonly Workspace work = new(sdk, "mit Leerzeichen & Ümläuten (größer)");

    public void Dispose() => work.Dispose();

    [Fact]
    public void A_graph_build_works()
    {
        work.WritePlatform();
        work.Dotnet("restore").Succeeded();
        work.Dotnet("build", "--nologo", "--no-restore", "-graph").Succeeded();
        Assert.Equal(3 + 1, CountOfOutputs("artifacts"));
    }

    [Fact]
    public void A_solution_of_two_distribution_projects_and_a_reader_of_each_builds_in_parallel_and_as_a_graph()
    {
        work.WritePlatform("one");
        work.WritePlatform("two");
        work.Edit("two/distributions.yaml", "product: Acme", "product: Other");
        foreach (var name in new[] { "one", "two" })
        {
            File.Move(work[$"{name}/platform.csproj"], work[$"{name}/{name}.csproj"]);
            work.Write($"reader-{name}/reader-{name}.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <Sdk Name="Legion.Build.Sdk" Version="{work.Version}" />
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                    <LegionManifest>../{name}/distributions.yaml</LegionManifest>
                  </PropertyGroup>
                </Project>
                """);
            work.Write($"reader-{name}/Reader.cs", $"public static class Reader {{ public const string Web = {(name == "one" ? "Acme" : "Other")}.Artifacts.Images.Names.Web; }}");
        }

        work.Write("all.slnx", """
            <Solution>
              <Project Path="one/one.csproj" />
              <Project Path="two/two.csproj" />
              <Project Path="reader-one/reader-one.csproj" />
              <Project Path="reader-two/reader-two.csproj" />
            </Solution>
            """);
        work.Dotnet("build", "all.slnx", "--nologo", "-m:4").Succeeded();
        Assert.Equal(4, CountOfOutputs("one/artifacts"));
        Assert.Equal(4, CountOfOutputs("two/artifacts"));
        Assert.False(Directory.Exists(work["reader-one/artifacts"]));
        work.Dotnet("build", "all.slnx", "--nologo", "--no-restore", "-graph", "-m:4").Succeeded();
    }

    [Fact]
    public void A_project_of_two_frameworks_makes_its_artifacts_once()
    {
        work.WritePlatform();
        work.Write("Directory.Build.props", "<Project><PropertyGroup><TargetFrameworks>net10.0;netcoreapp10.0</TargetFrameworks></PropertyGroup></Project>");
        var result = work.Dotnet("build", "--nologo").Succeeded();
        Assert.Single(result.Lines("KIND"));
        Assert.Single(result.Output.Split('\n'), static l => l.Contains("distributions.json", StringComparison.Ordinal));
    }

    [Fact]
    public void Directory_Build_props_may_say_where_outputs_go()
    {
        work.WritePlatform("platform");
        work.Write("Directory.Build.props", "<Project><PropertyGroup><LegionOutputPath>$(MSBuildThisFileDirectory)out/legion</LegionOutputPath></PropertyGroup></Project>");
        work.Dotnet("build", "platform", "--nologo").Succeeded();
        Assert.Equal(4, CountOfOutputs("out/legion"));
        Assert.False(Directory.Exists(work["platform/artifacts"]));
    }

    [Fact]
    public void The_package_referenced_as_a_package_gives_constants_and_with_one_property_artifacts()
    {
        work.WritePlatform();
        work.Write("platform.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Version>1.2.3-dev.4</Version>
                <LegionOwnsManifest>true</LegionOwnsManifest>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="Legion.Build.Sdk" Version="{work.Version}" PrivateAssets="all" /></ItemGroup>
            </Project>
            """);
        work.Write("Reader.cs", "public static class Reader { public const string Web = Acme.Artifacts.Images.Names.Web; }");
        work.Dotnet("build", "--nologo").Succeeded();
        Assert.Equal(4, CountOfOutputs("artifacts"));
    }

    [Fact]
    public void The_terminal_logger_shows_the_table_too()
    {
        work.WritePlatform();
        var result = work.DotnetWith(new Dictionary<string, string?> { ["TERM"] = "xterm-256color" }, "build", "--nologo", "--tl:on").Succeeded();
        Assert.Single(result.Lines("KIND"));
        Assert.Single(result.Lines("image   web"));
    }

    [Fact]
    public void Quiet_is_quiet()
    {
        work.WritePlatform();
        work.Dotnet("restore").Succeeded();
        Assert.DoesNotContain("KIND", work.Dotnet("build", "--nologo", "--no-restore", "-v:q").Succeeded().Output, StringComparison.Ordinal);
    }

    private int CountOfOutputs(string folder) =>
        Directory.GetFiles(work[folder + "/charts"]).Length + Directory.GetFiles(work[folder + "/python"]).Length + (File.Exists(work[folder + "/distributions.json"]) ? 1 : 0);
}
