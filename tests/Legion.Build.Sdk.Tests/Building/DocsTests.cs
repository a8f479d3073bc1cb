using Legion.Build.Sdk.Tests.Running;

namespace Legion.Build.Sdk.Tests.Building;

/// <summary>The distributions page and the template a user may put in place of ours.</summary>
public sealed class DocsTests(PackedSdk sdk) : IDisposable
{
    private const string Docs = "-t:Docs";
    private const string Template = "-p:LegionDocsTemplate=docs/page.hbs";
    private readonly Workspace work = new(sdk);

    public void Dispose() => work.Dispose();

    [Fact]
    public void A_template_begins_as_ours_and_is_the_users_from_then_on()
    {
        work.WritePlatform();
        var missing = Assert.Single(work.Dotnet("build", "--nologo", Template, "-p:LegionDocsCheck=true").Failed().Lines("error LEGION904:"));
        Assert.Contains("-t:Docs", missing, StringComparison.Ordinal);
        Assert.False(File.Exists(work["docs/page.hbs"]));

        work.Dotnet("build", "--nologo", "--no-restore", Docs).Succeeded();
        var ours = File.ReadAllText(work["distributions.md"]);
        Assert.Contains(work["docs/page.hbs"], work.Dotnet("build", "--nologo", "--no-restore", Docs, Template).Succeeded().Output, StringComparison.Ordinal);
        Assert.Equal(ours, File.ReadAllText(work["distributions.md"]));

        work.Edit("docs/page.hbs", "# {{Product}} distributions", "# Where to find {{Product}}");
        work.Dotnet("build", "--nologo", "--no-restore", Docs, Template, "-p:LegionDocsPath=docs/where.md").Succeeded();
        Assert.StartsWith("# Where to find Acme\n", File.ReadAllText(work["docs/where.md"]), StringComparison.Ordinal);
        Assert.Equal(ours, File.ReadAllText(work["distributions.md"]));

        work.Edit("docs/page.hbs", "{{Product}}", "{{Prodct}}");
        var error = Assert.Single(work.Dotnet("build", "--nologo", "--no-restore", Docs, Template).Failed().Lines("error LEGION904:"));
        Assert.Contains("page.hbs", error, StringComparison.Ordinal);
        Assert.Contains("Prodct", error, StringComparison.Ordinal);
    }
}
