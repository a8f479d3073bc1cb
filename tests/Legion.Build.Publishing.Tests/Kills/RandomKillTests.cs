using System.Globalization;

namespace Legion.Build.Publishing.Tests.Kills;

public sealed class RandomKillTests
{
    // 200 in all; LEGION_TEST_KILLS asks for as many of each type.
    [Theory]
    [InlineData("oci", 50)]
    [InlineData("helm-git", 40)]
    [InlineData("helm-http", 30)]
    [InlineData("pypi", 30)]
    [InlineData("directory", 25)]
    [InlineData("rehearsal", 25)]
    public async Task Killed_at_random_moments_and_run_again_the_end_is_as_if_nothing_had_happened(string type, int kills)
    {
        if (Environment.GetEnvironmentVariable("LEGION_TEST_KILLS") is { Length: > 0 } asked) kills = int.Parse(asked, CultureInfo.InvariantCulture);
        var random = new Random(20261122);
        await using var ground = await KillGround.OpenAsync(type);
        var round = new KillRound(ground, KillGround.Lanes);
        await round.BeginAsync();
        var (done, tries) = (0, 0);
        while (done < kills)
        {
            // A lane that began at another moment is met at another moment. One that had come to its end by then is no kill.
            Assert.True((tries += KillGround.Lanes) <= (10 * kills) + 40, $"{done} of {tries} met a publish");
            done += await round.KillAsync(new(After: round.Took, WithChildren: random.Next(2) == 0), () => random.NextDouble() * round.Took * 0.95, () => random.Next(5) == 0);
        }

        await round.FinishAsync();
    }
}
