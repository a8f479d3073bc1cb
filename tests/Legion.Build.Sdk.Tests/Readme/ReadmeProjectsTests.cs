using Legion.Build.Sdk.Tests.Running;

namespace Legion.Build.Sdk.Tests.Readme;

/// <summary>The README's projects build, its C# compiles, its scripts and its commands between backticks run.</summary>
public sealed class ReadmeProjectsTests(PackedSdk sdk) : IDisposable
{
    private readonly Workspace work = new(sdk);

    /// <summary>Commands between backticks that other tests run.</summary>
    private static readonly Dictionary<string, string> TriedElsewhere = new(StringComparer.Ordinal)
    {
        ["dotnet pack sdk -o DIR"] = nameof(PackedSdk),
        ["dotnet watch build"] = nameof(Building.WatchTests),
        ["dotnet build -t:Promote -p:LegionFrom=CHANNEL"] = nameof(FirstHourTests),
        ["dotnet clean"] = nameof(FirstHourTests),
        ["dotnet build"] = nameof(FirstHourTests),
        ["dotnet publish"] = nameof(FirstHourTests),
    };

    public void Dispose() => work.Dispose();

    [Fact]
    public void The_projects_of_the_readme_build_and_its_code_prints_what_its_comments_say()
    {
        var projects = ReadmeText.ProvenBy(BlockProof.Project);
        WriteReadmesPlatform("platform", Assert.Single(projects, static p => p.Text.Contains("Sdk=\"Legion.Build.Sdk/", StringComparison.Ordinal)).Text);
        work.Dotnet("build", "platform", "--nologo").Succeeded();

        work.Write("reader/reader.csproj", Current(Assert.Single(projects, static p => p.Text.Contains("<Sdk Name=", StringComparison.Ordinal)).Text).Replace("</TargetFramework>", "</TargetFramework><OutputType>Exe</OutputType>", StringComparison.Ordinal));
        var code = Assert.Single(ReadmeText.ProvenBy(BlockProof.Constants)).Text;
        Assert.Contains("// ghcr.io/acme/api:1.0.0", code, StringComparison.Ordinal);
        work.Write("reader/Program.cs", "using Acme;\n" + code + "System.Console.WriteLine(name + ' ' + r);");
        Assert.Contains("api ghcr.io/acme/api:1.0.0", work.Dotnet("run", "--project", "reader").Succeeded().Output, StringComparison.Ordinal);

        work.Dotnet("pack", "platform", "--nologo", "-p:PackageId=Acme.Distributions", "-o", sdk.Feed).Succeeded();
        work.Write("elsewhere/elsewhere.csproj", Assert.Single(projects, static p => p.Text.Contains("Acme.Distributions", StringComparison.Ordinal)).Text);
        work.Write("elsewhere/Uses.cs", "public static class Uses { public const string Api = Acme.Artifacts.Images.Names.Api; }");
        work.Dotnet("build", "elsewhere", "--nologo").Succeeded();
        Assert.Equal(3, projects.Count);
    }

    [Fact]
    public void The_version_of_global_json_is_the_projects()
    {
        work.WritePlatform("platform");
        work.Write("platform/platform.csproj", "<Project Sdk=\"Legion.Build.Sdk\" />");
        work.Write("platform/global.json", Current(Assert.Single(ReadmeText.ProvenBy(BlockProof.GlobalJson)).Text));
        Run.Program(work["platform"], "dotnet", ["msbuild", "-getProperty:LegionOutputPath"], PackedSdk.Quiet).Succeeded();
    }

    [Fact]
    public void The_scripts_and_the_commands_between_backticks_run()
    {
        work.WritePlatform();
        work.Write("Properties/PublishProfiles/release.pubxml", Assert.Single(ReadmeText.ProvenBy(BlockProof.Profile)).Text);
        work.WriteProject(properties: "<Version Condition=\"'$(Version)' == ''\">1.2.3-dev.4</Version>");
        work.Dotnet("build", "--nologo").Succeeded();
        foreach (var command in ReadmeText.ProvenBy(BlockProof.Script).SelectMany(static b => b.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)))
            Assert.Contains("\"Identity\": ", work.Shell(work.Root, command).Succeeded().Output, StringComparison.Ordinal);

        Assert.Empty(TriedElsewhere.Keys.Except(ReadmeText.InlineCommands));
        var rehearsal = new Dictionary<string, string?> { ["LegionRehearseTo"] = "rehearsal" };
        work.Shell(work.Root, "dotnet publish", rehearsal).Succeeded();
        foreach (var command in ReadmeText.InlineCommands.Except(TriedElsewhere.Keys))
            work.Shell(work.Root, command, rehearsal).Succeeded();
        Assert.NotEmpty(Directory.EnumerateFiles(work["rehearsal"], "acme-1.0.0*.whl", SearchOption.AllDirectories));
        Assert.True(File.Exists(work["distributions.md"]));
    }

    /// <summary>The manifest of the README with the files it names.</summary>
    private void WriteReadmesPlatform(string folder, string project)
    {
        work.WritePlatform(folder);
        work.Write(folder + "/platform.csproj", Current(project));
        var manifest = ReadmeText.ProvenBy(BlockProof.Manifest)[0].Text;
        work.Write(folder + "/distributions.yaml", manifest);
        Directory.CreateDirectory(work[folder + "/helms"]);
        Directory.Move(work[folder + "/chart"], work[folder + "/helms/acme"]);
        Directory.Move(work[folder + "/package"], work[folder + "/sdk"]);
        work.Edit(folder + "/sdk/pyproject.toml", "name = \"acme\"", "name = \"acme-sdk\"");
        work.Write(folder + "/sdk/acme_sdk/__init__.py", "");
        work.Write(folder + "/containers/api/Dockerfile", "FROM scratch\nCOPY src/api/ /api/\n");
        work.Write(folder + "/src/api/api.txt", "api");
    }

    /// <summary>A text with the version of the packages under test.</summary>
    private string Current(string text)
    {
        Assert.Contains("0.1.0", text, StringComparison.Ordinal);
        return text.Replace("Legion.Build.Sdk/0.1.0", "Legion.Build.Sdk/" + sdk.Version, StringComparison.Ordinal).Replace("\"Legion.Build.Sdk\": \"0.1.0\"", $"\"Legion.Build.Sdk\": \"{sdk.Version}\"", StringComparison.Ordinal).Replace("Version=\"0.1.0\"", $"Version=\"{sdk.Version}\"", StringComparison.Ordinal);
    }
}
