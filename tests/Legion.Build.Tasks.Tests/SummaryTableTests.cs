using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Tasks.Tests;

public sealed class SummaryTableTests
{
    [Fact]
    public void The_first_line_is_what_every_logger_shows_and_each_artifact_has_a_row() => Assert.Equal(
        """
        platform -> /out/distributions.json
            KIND   NAME  VERSION     SIZE  DIGEST               HOW       WHY
            chart  acme  1.2.3    1.50 kB  sha256:aaaaaaaaaaaa  native    first build
            image  web   1.2.3    12.3 MB  sha256:aaaaaaaaaaaa  embedded  unchanged
        """.ReplaceLineEndings("\n"),
        Render(Artifact(ArtifactKind.Image, "web", 12_345_678, "embedded"), Artifact(ArtifactKind.Chart, "acme", 1_500, "native", "first build")));

    [Fact]
    public void A_build_that_did_nothing_says_so_and_counts() => Assert.Equal(
        "platform -> /out/distributions.json\n    Nothing changed: 1 chart, 2 images up to date.",
        Render(Artifact(ArtifactKind.Image, "web", 1, "embedded"), Artifact(ArtifactKind.Image, "api", 1, "embedded"), Artifact(ArtifactKind.Chart, "acme", 1, "native")));

    [Fact]
    public void A_build_that_made_nothing_names_the_record_alone() => Assert.Equal("platform -> /out/distributions.json", Render());

    [Fact]
    public void A_hint_at_the_next_step_stands_below_the_rows() => Assert.EndsWith(
        "first build\n    Next: look at it.", SummaryTable.Render("platform", "/out/distributions.json", EquatableArray.Of(Artifact(ArtifactKind.Chart, "acme", 1, "native", "first build")), isComplete: true, "look at it."), StringComparison.Ordinal);

    [Fact]
    public void An_incomplete_build_says_so_instead_of_claiming_that_nothing_changed()
    {
        var text = SummaryTable.Render("platform", "/out/distributions.json", EquatableArray.Of(Artifact(ArtifactKind.Chart, "acme", 1, "native")), isComplete: false, "look at it.");
        Assert.Contains("\n    Unchanged: 1 chart up to date.\n    Not everything was made: ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing changed", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Next:", text, StringComparison.Ordinal);
    }

    private static string Render(params BuiltArtifact[] made) => SummaryTable.Render("platform", "/out/distributions.json", EquatableArray.Of(made));

    private static BuiltArtifact Artifact(ArtifactKind kind, string name, long size, string how, string? reason = null) => new()
    {
        Kind = kind,
        Name = name,
        Version = "1.2.3",
        Digest = "sha256:" + new string('a', 64),
        Size = size,
        Fingerprint = "",
        How = how,
        Rebuilt = reason is not null,
        Reason = reason,
    };
}
