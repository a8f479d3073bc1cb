namespace Legion.Build.Publishing.Tests.Kills;

public sealed class KillTests
{
    // The head; then begin and done of each transfer and each commit. Charts of a git repository are two commits in one push.
    [Theory]
    [InlineData("oci", 1 + (3 * 2) + (3 * 2) + (2 * 2))]
    [InlineData("helm-git", 1 + (2 * 2))]
    [InlineData("helm-http", 1 + (2 * 2))]
    [InlineData("pypi", 1 + (2 * 2))]
    [InlineData("directory", 1 + (2 * 2) + (2 * 2) + (4 * 2) + (2 * 2))]
    [InlineData("rehearsal", 1 + (2 * 2) + (2 * 2) + (4 * 2) + (2 * 2))]
    public async Task Killed_at_any_line_of_the_journal_and_run_again_the_end_is_as_if_nothing_had_happened(string type, int lines)
    {
        await using var ground = await KillGround.OpenAsync(type);
        var round = new KillRound(ground, lanes: 1);
        await round.BeginAsync();
        var line = 1;
        while (await round.KillAsync(new(AtLine: line, WithChildren: line % 2 == 0)) == 1) line++;
        Assert.Equal(lines, line - 1);
    }
}
