using Legion.Build.Artifacts.Images;

namespace Legion.Build.Artifacts.Tests.Images;

/// <summary>Rules of images that no other test is about, each tripped, and beside an image that does not.</summary>
public class ImageRuleTests
{
    [Fact]
    [Trips]
    public async Task An_engine_nobody_knows_is_an_error_that_names_those_there_are()
    {
        using var workspace = Web("FROM scratch\nCOPY a.txt /\n").File("web/a.txt", "a");
        workspace.Options = new() { Engine = "dokcer" };
        Assert.Empty(await workspace.BuildAsync());
        var finding = Assert.Single(workspace.Log.Diagnostics);
        Assert.Equal(ImageRules.EngineMissing, finding.Rule);
        Assert.Contains("which LegionImageEngine has; did you mean 'docker'?", finding.Message, StringComparison.Ordinal);
        Assert.Contains("buildah", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    public async Task A_source_that_stands_where_the_folder_has_another_file_is_an_error()
    {
        using var workspace = Web("FROM scratch\nCOPY shared /\n", ", sources: [shared]").File("web/shared", "mine").File("shared", "ours");
        Assert.Empty(await workspace.BuildAsync());
        Assert.Equal(["LEGION315"], workspace.Errors);
    }

    [Fact]
    [Trips]
    public async Task A_pattern_that_is_none_is_an_error_at_its_line()
    {
        using var workspace = Web("FROM scratch\nCOPY a.txt /\n").File("web/a.txt", "a").File("web/.dockerignore", "*.md\n[a-\n");
        await workspace.BuildAsync();
        var finding = Assert.Single(workspace.Log.Diagnostics);
        Assert.Equal(("LEGION316", 1), (finding.Rule.Id, finding.Location.Span.StartLine));
        Assert.EndsWith(".dockerignore", finding.Location.Path, StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    public async Task A_project_that_is_not_there_is_an_error_in_the_manifest()
    {
        using var workspace = new Workspace().Manifest("web: { project: none/none.csproj }");
        Assert.Empty(await workspace.BuildAsync());
        var finding = Assert.Single(workspace.Log.Diagnostics);
        Assert.Equal("LEGION319", finding.Rule.Id);
        Assert.EndsWith("distributions.yaml:7", finding.Location.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    public async Task An_argument_that_no_ARG_takes_is_a_warning_at_its_key_and_no_more()
    {
        using var workspace = Web("ARG USED\nFROM scratch\nARG ALSO\nLABEL a=$ALSO\n", ", args: { USED: x, UNUSED: y, ALSO: z, HTTP_PROXY: p }");
        await workspace.BuildOneAsync();
        var finding = Assert.Single(workspace.Log.Diagnostics);
        Assert.Equal(ImageRules.UnusedArgument, finding.Rule);
        Assert.EndsWith("distributions.yaml:7", finding.Location.ToString(), StringComparison.Ordinal);
        Assert.Contains("'UNUSED'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    public async Task A_base_without_the_platform_is_an_error_at_its_FROM_that_names_those_it_has()
    {
        using var workspace = new Workspace().Manifest("base: { dockerfile: base }\nweb: { dockerfile: web, platforms: [linux/arm64] }")
            .File("base/Dockerfile", "FROM scratch\nENV A=b\n").File("web/Dockerfile", "# comment\nFROM base\nENV C=d\n");
        Assert.Equal(["base"], (await workspace.BuildAsync()).Select(static artifact => artifact.Name));
        var finding = Assert.Single(workspace.Log.Diagnostics);
        Assert.Equal(ImageRules.PlatformUnavailable, finding.Rule);
        Assert.EndsWith("web/Dockerfile:2", finding.Location.ToString(), StringComparison.Ordinal);
        Assert.Contains("'base' has no image for linux/arm64; it has linux/amd64", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    public async Task A_layer_that_was_changed_in_the_layout_stops_the_image_that_reads_it()
    {
        using var workspace = new Workspace().Manifest("base: { dockerfile: base }\nweb: { dockerfile: web }")
            .File("base/Dockerfile", "FROM scratch\nCOPY passwd /etc/\n").File("base/passwd", "web:x:1:1:::\n").File("web/Dockerfile", "FROM base\nCOPY --chown=web a.txt /\n").File("web/a.txt", "a");
        await workspace.BuildOneAsync();
        foreach (var (file, bytes) in Directory.GetFiles(Path.Join(workspace.Layout, "blobs/sha256")).Select(static file => (file, File.ReadAllBytes(file))).Where(static blob => blob.Item2[0] == 0x1f))
        {
            bytes[^9] ^= 1;
            await File.WriteAllBytesAsync(file, bytes);
        }

        workspace.File("web/a.txt", "b");
        await workspace.BuildAsync();
        Assert.Contains("LEGION322", workspace.Errors);
    }

    [Fact]
    [Spares("LEGION317", "LEGION321")]
    public async Task Arguments_that_are_taken_and_platforms_the_base_has_give_no_findings()
    {
        using var workspace = new Workspace().Manifest("base: { dockerfile: base, platforms: [linux/amd64, linux/arm64] }\nweb: { dockerfile: web, platforms: [linux/arm64], args: { WHAT: x } }")
            .File("base/Dockerfile", "FROM scratch\nENV A=b\n").File("web/Dockerfile", "FROM base\nARG WHAT\nENV C=$WHAT\n");
        await workspace.BuildOneAsync();
        Assert.Empty(workspace.Log.Diagnostics);
    }

    [Fact]
    [Spares("LEGION300", "LEGION301", "LEGION302", "LEGION304", "LEGION305", "LEGION306", "LEGION307", "LEGION311", "LEGION313", "LEGION314", "LEGION315", "LEGION316", "LEGION322", "LEGION323")]
    public async Task An_image_that_does_all_of_it_right_has_no_findings()
    {
        using var workspace = Web("""
            ARG BASE=scratch
            FROM ${BASE} AS files
            COPY --chown=7:7 a.txt other/x.txt /both/
            FROM scratch
            COPY --from=files /both /
            COPY shared /shared
            EXPOSE 8080
            STOPSIGNAL SIGTERM
            LABEL a=${b:-c}
            """, ", sources: [other/x.txt, shared]");
        workspace.File("web/a.txt", "a").File("other/x.txt", "x").File("shared", "ours").File("web/.dockerignore", "*.md\n[a-c].bak\n");
        workspace.Options = new() { Engine = "embedded" };
        await workspace.BuildOneAsync();
        Assert.Empty(workspace.Log.Diagnostics);
    }

    private static Workspace Web(string dockerfile, string keys = "") =>
        new Workspace().Manifest("web: { dockerfile: web" + keys + " }").File("web/Dockerfile", dockerfile);
}
