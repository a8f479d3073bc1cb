using Legion.Build.Artifacts.Images;
using Legion.Build.Artifacts.Tests.Images.Engines;
using Legion.Build.TestServers;

namespace Legion.Build.Artifacts.Tests.Images;

/// <summary>.NET services, built by the .NET SDK's own container targets on a base from a registry of this machine.</summary>
public class ProjectImageTests
{
    [Fact]
    [Spares("LEGION319")]
    public async Task A_project_becomes_an_image_on_its_base_the_same_in_every_folder_and_only_when_it_changes()
    {
        Tool.Need("skopeo", "skopeo");
        Tool.Need("umoci", "umoci");
        using var seed = new Workspace().Manifest("seed: { dockerfile: seed }").File("seed/Dockerfile", "FROM scratch\nCOPY etc /etc\nENV FROM_BASE=yes\n").File("seed/etc/os-release", "ID=seed\n");
        await seed.BuildOneAsync("seed");
        await using var registry = await RegistryServer.StartAsync();
        var host = registry.Host.Replace("127.0.0.1", "localhost", StringComparison.Ordinal); // which the SDK takes for a registry without TLS
        await Tool.RunAsync("skopeo", "copy", "--quiet", "--dest-tls-verify=false", $"oci:{seed.Layout}:seed", $"docker://{host}/base/seed:1");

        using var workspace = Edge(host, "Hello");
        var first = await workspace.BuildOneAsync("edge");
        Assert.Equal("dotnet publish", first.How);
        Assert.Contains(workspace.Log.Messages, static message => message is { Artifact: "edge", Text: "built by the .NET SDK: it is a project" });
        var root = await EngineBed.UnpackAsync(workspace, "edge");
        Assert.True(File.Exists(Path.Join(root, "app/Edge.dll")));
        Assert.Equal("ID=seed\n", await File.ReadAllTextAsync(Path.Join(root, "etc/os-release")));
        Assert.All(Directory.GetFiles(Path.Join(root, "app")), static file => Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(file)));
        var config = await EngineBed.ConfigAsync(workspace, "edge");
        Assert.Contains("Entrypoint: [\"dotnet\",\"/app/Edge.dll\"]", config, StringComparison.Ordinal);
        Assert.Contains("FROM_BASE=yes", config, StringComparison.Ordinal);
        Assert.Contains("\"org.opencontainers.image.title\":\"edge\"", config, StringComparison.Ordinal);
        Assert.Contains("\"org.opencontainers.image.version\":\"1.2.3\"", config, StringComparison.Ordinal);
        Assert.False((await workspace.BuildOneAsync("edge")).Rebuilt);

        using var elsewhere = Edge(host, "Hello");
        Assert.Equal(first.Digest, (await elsewhere.BuildOneAsync("edge")).Digest);
        workspace.File("src/Edge/Program.cs", Program("Good evening"));
        var changed = await workspace.BuildOneAsync("edge");
        Assert.Equal("src/Edge/Program.cs changed", changed.Reason);
        Assert.NotEqual(first.Digest, changed.Digest);
        Assert.False(Directory.Exists(Path.Join(workspace.Root, "src/Edge/obj")) || Directory.Exists(Path.Join(workspace.Root, "src/Edge/bin"))); // nothing is written among the sources
    }

    [Fact]
    [Trips]
    public async Task A_project_that_does_not_compile_is_an_error_with_the_compilers_words()
    {
        using var workspace = Edge("localhost:1", "Hello").File("src/Edge/Program.cs", "System.Console.WriteLine(nobody);\n");
        Assert.Empty(await workspace.BuildAsync());
        var finding = Assert.Single(workspace.Log.Diagnostics);
        Assert.Equal(ImageRules.ProjectFailed, finding.Rule);
        Assert.Contains("error CS0103", finding.Message, StringComparison.Ordinal);
        Assert.EndsWith("distributions.yaml:7", finding.Location.ToString(), StringComparison.Ordinal);
    }

    private static Workspace Edge(string host, string greeting) => new Workspace().Manifest("edge: { project: src/Edge/Edge.csproj }")
        .File("src/Edge/Program.cs", Program(greeting))
        .File("src/Edge/Edge.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ContainerBaseImage>{host}/base/seed:1</ContainerBaseImage>
              </PropertyGroup>
            </Project>
            """);

    private static string Program(string greeting) => $"System.Console.WriteLine(\"{greeting}\");\n";
}
