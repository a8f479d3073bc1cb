using Legion.Build.Artifacts.Pages;
using Legion.Build.Artifacts.Pages.Docs;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Tests.Pages;

public sealed class DistributionsPageTests
{
    private const string Page = "docs/distributions.md";

    [Fact]
    public void Charts_stand_in_install_order_with_the_note_that_one_is_first()
    {
        var text = DistributionsPage.Render(Platform(), Page);
        Assert.True(text.IndexOf("* `crds`", StringComparison.Ordinal) < text.IndexOf("* `app`", StringComparison.Ordinal));
        Assert.Contains("**NOTE: install this chart before `app`.**", text, StringComparison.Ordinal);
        Assert.Contains("Deploys [`edi`](./cmp_edi.md).", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_image_is_a_row_with_all_that_the_manifest_says()
    {
        var text = DistributionsPage.Render(Platform(), Page);
        Assert.Contains("| `edi` | `containers/edi/Dockerfile` (target `edi`) | `sdk`, `services` | Trains \\| deploys. | [cmp_edi](./cmp_edi.md) |\n", text, StringComparison.Ordinal);
        Assert.Contains("| `agent` | `containers/agent` | entire repository | Builds. (Not a cluster component.) |  |\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Places_are_told_by_channel_with_their_push_address_and_who_reaches_them()
    {
        var text = DistributionsPage.Render(Platform(), Page);
        Assert.Contains("* **Release** versions (such as 1.2.3, never overwritten) are in a container registry, [docker.io/legion](https://hub.docker.com/u/legion): Docker Hub. Example: `docker.io/legion/edi:VERSION`.\n", text, StringComparison.Ordinal);
        Assert.Contains("[pull.example:443/x](https://pull.example:443/x). Published through `push.example:443/x`. Not accessible from the Internet, but accessible from the CI/CD server.", text, StringComparison.Ordinal);
        Assert.Contains("`pip install --index-url https://nexus.example/simple/ sdk==VERSION`", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_artifact_that_goes_elsewhere_has_a_row_of_its_own()
    {
        var platform = Platform();
        var images = platform.Images.ToArray();
        images[1] = images[1] with { Destinations = EquatableArray.Of(new Destination("release", EquatableArray.Of("dev"))) };
        var text = DistributionsPage.Render(platform with { Images = new(images) }, Page);
        Assert.Contains("* **Release** versions (such as 1.2.3, never overwritten) of `edi` are in", text, StringComparison.Ordinal);
        Assert.Contains("* **Release** versions (such as 1.2.3, never overwritten) of `agent` are in a container registry, [pull.example:443/x]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_links_are_called_by_the_titles_of_their_pages()
    {
        var platform = Platform();
        var images = platform.Images.ToArray();
        images[0] = images[0] with { MoreDocs = EquatableArray.Of("ref.md", "https://x.example/guide/start.html") };
        var text = DistributionsPage.Render(platform with { Images = new(images) }, Page, titleOf: static p => p == "docs/ref.md" ? "The reference" : null);
        Assert.Contains("| [cmp_edi](./cmp_edi.md), [The reference](./ref.md), [start](https://x.example/guide/start.html) |", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docs/page.md", "docs/", "a.md", "./a.md")]
    [InlineData("page.md", "docs", "a.md#part", "./docs/a.md#part")]
    [InlineData("docs/gen/page.md", "docs/", "./a.md", "../a.md")]
    [InlineData("docs/gen/page.md", "manual/", "../a.md", "../../a.md")]
    [InlineData("docs/page.md", "https://x.example/docs/", "./a.md", "https://x.example/docs/a.md")]
    [InlineData("docs/page.md", null, "a.md", "../a.md")]
    [InlineData("docs/page.md", "docs/", "https://y.example/a", "https://y.example/a")]
    public void Links_start_at_the_page(string page, string? documentation, string docs, string expected) =>
        Assert.Equal(expected, DocsLinks.From(page, documentation, docs));

    [Fact]
    public void A_misspelt_name_in_a_users_template_is_an_error_that_names_it()
    {
        var template = PageTemplate.Compile("{{Prodct}}", "my.hbs", html: false);
        var error = Assert.Throws<InvalidDataException>(() => DistributionsPage.Render(Platform(), Page, template));
        Assert.Contains("my.hbs", error.Message, StringComparison.Ordinal);
        Assert.Contains("Prodct", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => PageTemplate.Compile("{{#if Product}}", "my.hbs", html: false));
    }

    private static DistributionManifest Platform()
    {
        static EquatableArray<Destination> To(string release, string development) =>
            EquatableArray.Of(new Destination("release", EquatableArray.Of(release)), new Destination("development", EquatableArray.Of(development)));

        return new()
        {
            Product = "Legion",
            Description = "A platform",
            Documentation = "docs/",
            Channels = EquatableArray.Of(new Channel("release", VersionPolicy.Stable), new Channel("development", VersionPolicy.Any) { Mutable = true }),
            Repositories = EquatableArray.Of(
                new Repository("hub", RepositoryType.Oci, "docker.io/legion", "docker.io/legion") { Description = "Docker Hub." },
                new Repository("dev", RepositoryType.Oci, "push.example:443/x", "pull.example:443/x") { Access = RepositoryAccess.Internal },
                new Repository("charts", RepositoryType.HelmGit, "https://git.example/charts", "https://git.example/charts"),
                new Repository("pypi", RepositoryType.Pypi, "https://upload.pypi.org/legacy/", "https://upload.pypi.org/legacy/") { Index = "https://pypi.org/simple/" },
                new Repository("nexus", RepositoryType.Pypi, "https://nexus.example/", "https://nexus.example/") { Index = "https://nexus.example/simple/" }),
            ChartDestinations = To("charts", "charts"),
            ImageDestinations = To("hub", "dev"),
            PythonDestinations = To("pypi", "nexus"),
            Charts = EquatableArray.Of(
                new Chart("app", "helms/app") { InstallAfter = EquatableArray.Of("crds"), Images = EquatableArray.Of("edi"), Destinations = To("charts", "charts") },
                new Chart("crds", "helms/crds") { Description = "Definitions", Destinations = To("charts", "charts") }),
            Images = EquatableArray.Of(
                new Image("edi") { Dockerfile = "containers/edi/Dockerfile", Target = "edi", Sources = EquatableArray.Of("sdk", "services"), Description = "Trains | deploys", Docs = "cmp_edi.md", Destinations = To("hub", "dev") },
                new Image("agent") { Dockerfile = "containers/agent", Sources = EquatableArray.Of("."), Description = "Builds", Component = false, Destinations = To("hub", "dev") }),
            PythonPackages = EquatableArray.Of(new PythonPackage("sdk", "legion/sdk") { Destinations = To("pypi", "nexus") }),
        };
    }
}
