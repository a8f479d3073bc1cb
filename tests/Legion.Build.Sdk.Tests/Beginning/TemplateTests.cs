using System.Text.Json;
using Legion.Build.Manifest.Naming;
using Legion.Build.Manifest.Reading;
using Legion.Build.Sdk.Tests.Running;

namespace Legion.Build.Sdk.Tests.Beginning;

/// <summary>What <c>dotnet new legion-distributions</c> writes, whatever a product is called.</summary>
public sealed class TemplateTests(InstalledTemplates templates) : IClassFixture<InstalledTemplates>
{
    private Workspace Work => templates.Work;

    [Theory]
    [InlineData("Acme", "Acme", "acme")]
    [InlineData("my app", "MyApp", "my-app")]
    [InlineData("Quo\"te \\ & <back>", null, "quo-te-back")]
    [InlineData("Ünï: #1", null, "n-1")]
    [InlineData("日本", "日本", "platform")]
    [InlineData("true", "True", "true")]
    [InlineData("123 go", null, "123-go")]
    [InlineData("class", null, "class")]
    public void Any_product_name_gives_a_manifest_without_a_mistake(string product, string? identifier, string path)
    {
        var folder = "named-" + Path.GetRandomFileName();
        Work.Dotnet("new", "legion-distributions", "-o", folder, "-n", "Project", "--product", product).Succeeded();
        var reading = Read(folder);
        Assert.Equal(product, reading.Manifest!.Product);
        Assert.Contains(reading.Manifest.Repositories, r => r.Push == "ghcr.io/example/" + path);
        if (identifier is not null) Assert.Equal(identifier, Identifiers.NamespaceFrom(product));
        using var greeting = JsonDocument.Parse(File.ReadAllText(Work[folder + "/image/www/greeting.json"]));
        Assert.Equal("Hello from " + product, greeting.RootElement.GetProperty("greeting").GetString());
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    [InlineData(false, false, false)]
    public void Samples_may_be_left_out(bool chart, bool image, bool python)
    {
        var folder = "parts-" + Path.GetRandomFileName();
        Work.Dotnet("new", "legion-distributions", "-o", folder, "-n", "Parts", "--chart", Word(chart), "--image", Word(image), "--python", Word(python)).Succeeded();
        var manifest = Read(folder).Manifest!;
        Assert.Equal((chart ? 1 : 0, image ? 1 : 0, python ? 1 : 0), (manifest.Charts.Count, manifest.Images.Count, manifest.PythonPackages.Count));
        Assert.Equal((chart, image, python), (Directory.Exists(Work[folder + "/chart"]), Directory.Exists(Work[folder + "/image"]), Directory.Exists(Work[folder + "/client"])));
        if (chart) Assert.Contains(image ? "image: greeter" : "image: docker.io/library/nginx:", File.ReadAllText(Work[folder + "/chart/values.yaml"]), StringComparison.Ordinal);
        Assert.Equal("Parts", manifest.Product);
    }

    [Fact]
    public void The_project_is_named_by_its_folder_builds_and_leaves_nothing_for_git_to_see()
    {
        const string Folder = "Größe & Co. (1)";
        Work.Dotnet("new", "legion-distributions", "-o", Folder).Succeeded();
        Assert.Contains($"Sdk=\"Legion.Build.Sdk/{Work.Version}\"", File.ReadAllText(Work[$"{Folder}/{Folder}.csproj"]), StringComparison.Ordinal);
        var before = Sources(Folder);
        Work.Dotnet("build", Folder, "--nologo", "-warnaserror").Succeeded();
        Assert.Equal(before, Sources(Folder));
        Assert.True(File.Exists(Work[Folder + "/obj/distributions.schema.json"]));
        Assert.Contains("$schema=obj/distributions.schema.json", File.ReadLines(Work[Folder + "/distributions.yaml"]).First(), StringComparison.Ordinal);
    }

    private ManifestReading Read(string folder)
    {
        var reading = ManifestReader.Read(File.ReadAllText(Work[folder + "/distributions.yaml"]), "distributions.yaml");
        Assert.Empty(reading.Diagnostics.Where(static d => d.Rule.Severity != Manifest.Diagnostics.RuleSeverity.Info && d.Rule.Id != "LEGION006").Select(static d => d.Message));
        return reading;
    }

    /// <summary>What git would see, ignored files aside.</summary>
    private List<string> Sources(string folder)
    {
        var git = Run.Tool("git", "git");
        if (!Directory.Exists(Work[folder + "/.git"])) Run.Program(Work[folder], git, ["init", "-q"]).Succeeded();
        return [.. Run.Program(Work[folder], git, ["ls-files", "-o", "--exclude-standard"]).Succeeded().Output.Split('\n').Order(StringComparer.Ordinal)];
    }

    private static string Word(bool value) => value ? "true" : "false";
}
