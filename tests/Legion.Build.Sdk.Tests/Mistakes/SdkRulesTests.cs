using Legion.Build.Sdk.Tests.Running;

namespace Legion.Build.Sdk.Tests.Mistakes;

/// <summary>What the SDK says of files it cannot touch and of a page that is stale.</summary>
public sealed class SdkRulesTests(PackedSdk sdk) : IDisposable
{
    private readonly Workspace work = new(sdk);

    public void Dispose() => work.Dispose();

    [Fact]
    [Trips("LEGION904")]
    public void A_file_where_the_outputs_should_go_is_an_error_that_names_it()
    {
        work.WritePlatform();
        work.Write("artifacts", "a file, not a folder");
        var result = work.Dotnet("build", "--nologo").Failed();
        Assert.Contains(result.Lines("error LEGION904:"), l => l.Contains(work["artifacts"], StringComparison.Ordinal));
    }

    [Fact]
    [Trips("LEGION906")]
    public void A_stale_page_fails_the_build_at_its_first_wrong_line_and_is_mended_by_writing_it_anew()
    {
        work.WritePlatform();
        Assert.Contains("does not exist", Assert.Single(work.Dotnet("build", "--nologo", "-p:LegionDocsCheck=true").Failed().Lines("error LEGION906:")), StringComparison.Ordinal);
        work.Dotnet("build", "--nologo", "-t:Docs").Succeeded();
        var page = File.ReadAllText(work["distributions.md"]);
        work.Edit("distributions.md", "# Acme distributions\n", "# Acme distributions\n\nBy hand.\n");
        var stale = Assert.Single(work.Dotnet("build", "--nologo", "-p:LegionDocsCheck=true").Failed().Lines("error LEGION906:"));
        Assert.Contains("distributions.md(3,1", stale, StringComparison.Ordinal);
        Assert.Contains("-t:Docs", stale, StringComparison.Ordinal);
        work.Dotnet("build", "--nologo", "-t:Docs").Succeeded();
        Assert.Equal(page, File.ReadAllText(work["distributions.md"]));
    }

    [Fact]
    [Trips("LEGION911")]
    public void A_misspelt_property_on_the_command_line_is_not_left_unread()
    {
        work.WritePlatform();
        var wrong = Assert.Single(work.Dotnet("build", "--nologo", "-p:LegionChanel=release", "-p:LegionTeam=shop").Failed().Lines("error LEGION911:"));
        Assert.Contains("There is no property 'LegionChanel'; did you mean 'LegionChannel'?", wrong, StringComparison.Ordinal);
        Assert.False(Directory.Exists(work["artifacts"]));
    }

    [Fact]
    [Spares("LEGION900", "LEGION901", "LEGION902", "LEGION903", "LEGION904", "LEGION905", "LEGION906", "LEGION907", "LEGION910", "LEGION911")]
    public void A_page_that_tells_what_the_manifest_says_passes_whatever_its_line_ends_are()
    {
        work.WritePlatform();
        work.Dotnet("build", "--nologo", "-t:Docs").Succeeded();
        File.WriteAllText(work["distributions.md"], File.ReadAllText(work["distributions.md"]).ReplaceLineEndings("\r\n"));
        var result = work.Dotnet("build", "--nologo", "-p:LegionDocsCheck=true").Succeeded();
        Assert.DoesNotContain("LEGION9", result.Output, StringComparison.Ordinal);
    }
}
