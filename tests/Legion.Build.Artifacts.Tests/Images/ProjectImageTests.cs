using Legion.Build.Artifacts.Images;
using Legion.Build.Artifacts.Tests.Images.Engines;
using Legion.Build.Manifest.Diagnostics;
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
        using var seed = Seed("seed");
        await using var registry = await RegistryServer.StartAsync();
        var image = registry.Host.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/base/seed:1";
        await PushAsync(seed, image);

        using var workspace = Edge(image, "Hello");
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
        Assert.Equal(await EngineBed.LayersAsync(seed, "seed"), (await EngineBed.LayersAsync(workspace, "edge")).Take(1)); // the base's layer keeps its blob

        // Nothing has changed: not even MSBuild is asked.
        Assert.Contains(workspace.Log.Messages, IsQuestion);
        Assert.False((await workspace.BuildOneAsync("edge")).Rebuilt);
        Assert.DoesNotContain(workspace.Log.Messages, IsQuestion);

        using var elsewhere = Edge(image, "Hello");
        Assert.Equal(first.Digest, (await elsewhere.BuildOneAsync("edge")).Digest);

        // The tag moves; nobody asked to look again, so what it meant stays, also for a change of something else.
        seed.File("seed/etc/os-release", "ID=later\n");
        await PushAsync(seed, image);
        Assert.False((await workspace.BuildOneAsync("edge")).Rebuilt);
        workspace.File("src/Edge/Program.cs", Program("Good evening"));
        var changed = await workspace.BuildOneAsync("edge");
        Assert.Equal("src/Edge/Program.cs changed", changed.Reason);
        Assert.NotEqual(first.Digest, changed.Digest);
        Assert.DoesNotContain(workspace.Log.Messages, IsQuestion);
        Assert.Equal("ID=seed\n", await File.ReadAllTextAsync(Path.Join(await EngineBed.UnpackAsync(workspace, "edge"), "etc/os-release")));
        workspace.Options = new() { RefreshBases = true };
        var refreshed = await workspace.BuildOneAsync("edge");
        Assert.Equal($"base image {image} linux/amd64 changed", refreshed.Reason);
        Assert.Equal("ID=later\n", await File.ReadAllTextAsync(Path.Join(await EngineBed.UnpackAsync(workspace, "edge"), "etc/os-release")));
        Assert.False((await workspace.BuildOneAsync("edge")).Rebuilt);
        Assert.False(Directory.Exists(Path.Join(workspace.Root, "src/Edge/obj")) || Directory.Exists(Path.Join(workspace.Root, "src/Edge/bin"))); // nothing is written among the sources
    }

    [Fact]
    public async Task A_project_begins_from_an_image_of_the_manifest_and_is_made_from_all_it_refers_to()
    {
        Tool.Need("umoci", "umoci");
        using var workspace = Edge("seed", "Hello").Manifest("edge: { project: src/Edge/Edge.csproj }\nseed: { dockerfile: seed }")
            .File("seed/Dockerfile", "FROM scratch\nCOPY etc /etc\n").File("seed/etc/os-release", "ID=seed\n")
            .File("src/Lib/Lib.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>\n").File("src/Lib/Lib.cs", "public class Lib;\n")
            .File("src/shared/more.props", "<Project />\n").File("src/shared/data.txt", "1")
            .File("src/Edge/Edge.csproj", Project("seed", "<Import Project=\"../shared/more.props\" /><ItemGroup><ProjectReference Include=\"../Lib/Lib.csproj\" /><Content Include=\"../shared/data.txt\" Link=\"data.txt\" CopyToPublishDirectory=\"PreserveNewest\" /></ItemGroup>"));
        async Task<string?> ReasonAsync()
        {
            var edge = await workspace.BuildOneAsync("edge");
            return edge.Rebuilt ? edge.Reason : null;
        }

        Assert.Equal("first build", await ReasonAsync());
        Assert.Equal("1", await File.ReadAllTextAsync(Path.Join(await EngineBed.UnpackAsync(workspace, "edge"), "app/data.txt")));
        Assert.Equal((await EngineBed.LayersAsync(workspace, "seed"))[0], (await EngineBed.LayersAsync(workspace, "edge"))[0]);
        Assert.Null(await ReasonAsync());
        workspace.File("src/shared/unrelated.txt", "nobody names it").File("src/Lib/obj/made.txt", "by a build");
        Assert.Null(await ReasonAsync());

        // Together, for each rebuild takes its time: what is referred to, what is imported, what is shipped from elsewhere, what MSBuild looks for above.
        workspace.File("src/Lib/Lib.cs", "public class Lib { }\n").File("src/shared/more.props", "<Project><PropertyGroup><Company>L</Company></PropertyGroup></Project>\n").File("src/shared/data.txt", "2").File("Directory.Build.props", "<Project />\n");
        Assert.Equal("Directory.Build.props is new, and 3 more", await ReasonAsync());
        Assert.Equal("2", await File.ReadAllTextAsync(Path.Join(await EngineBed.UnpackAsync(workspace, "edge"), "app/data.txt")));
        workspace.File("seed/etc/os-release", "ID=other\n");
        Assert.Equal("base image seed linux/amd64 changed", await ReasonAsync());
        Assert.Equal("ID=other\n", await File.ReadAllTextAsync(Path.Join(await EngineBed.UnpackAsync(workspace, "edge"), "etc/os-release")));
        Assert.Null(await ReasonAsync());
    }

    [Fact]
    [Trips]
    public async Task A_project_that_does_not_compile_is_an_error_with_the_compilers_words()
    {
        using var workspace = Edge("seed", "Hello").Manifest("edge: { project: src/Edge/Edge.csproj }\nseed: { dockerfile: seed }").File("seed/Dockerfile", "FROM scratch\nENV A=b\n").File("src/Edge/Program.cs", "System.Console.WriteLine(nobody);\n");
        Assert.Equal(["seed"], (await workspace.BuildAsync()).Select(static artifact => artifact.Name));
        Finds(workspace, ImageRules.ProjectFailed, "error CS0103");
    }

    [Theory]
    [Trips]
    [InlineData("<Project", "cannot be read: ", "MSB4025")]
    [InlineData("<Project><Target Name=\"Build\" /></Project>", "cannot be read: ", "MSB4057")]
    public async Task A_project_that_MSBuild_cannot_read_is_an_error_with_its_words(string text, string what, string words)
    {
        using var workspace = Edge("seed", "Hello").File("src/Edge/Edge.csproj", text);
        Assert.Empty(await workspace.BuildAsync());
        Finds(workspace, ImageRules.ProjectFailed, what, words);
    }

    [Fact]
    [Trips]
    public async Task A_base_that_is_not_to_be_had_is_an_error_at_the_project()
    {
        using var workspace = Edge("localhost:1/base/seed:1", "Hello");
        Assert.Empty(await workspace.BuildAsync());
        Finds(workspace, ImageRules.BaseUnavailable, "localhost:1/base/seed:1");
    }

    private static bool IsQuestion((BuildMessageLevel Level, string? Artifact, string Text) message) => message.Text.StartsWith("asking MSBuild", StringComparison.Ordinal);

    private static void Finds(Workspace workspace, Rule rule, params string[] words)
    {
        var finding = Assert.Single(workspace.Log.Diagnostics);
        Assert.Equal(rule, finding.Rule);
        Assert.All(words, word => Assert.Contains(word, finding.Message, StringComparison.Ordinal));
        Assert.EndsWith("distributions.yaml:7", finding.Location.ToString(), StringComparison.Ordinal);
    }

    private static Workspace Seed(string id) => new Workspace().Manifest("seed: { dockerfile: seed }").File("seed/Dockerfile", "FROM scratch\nCOPY etc /etc\nENV FROM_BASE=yes\n").File("seed/etc/os-release", $"ID={id}\n");

    private static async Task PushAsync(Workspace seed, string image)
    {
        await seed.BuildOneAsync("seed");
        await Tool.RunAsync("skopeo", "copy", "--quiet", "--dest-tls-verify=false", $"oci:{seed.Layout}:seed", "docker://" + image);
    }

    private static Workspace Edge(string image, string greeting) => new Workspace().Manifest("edge: { project: src/Edge/Edge.csproj }")
        .File("src/Edge/Program.cs", Program(greeting)).File("src/Edge/Edge.csproj", Project(image, ""));

    private static string Project(string image, string more) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ContainerBaseImage>{image}</ContainerBaseImage>
          </PropertyGroup>
          {more}
        </Project>
        """;

    private static string Program(string greeting) => $"System.Console.WriteLine(\"{greeting}\");\n";
}
