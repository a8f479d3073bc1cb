namespace Legion.Build.Publishing.Tests.Kills;

/// <summary>Kills publishes on one ground, finishes each of them, and compares what came of it with a publish that nobody disturbed.</summary>
/// <remarks>One process finishes what was killed last and begins the next publishes, in which it is killed: what is met is publishing, and not a runtime that starts.</remarks>
/// <param name="ground">Where.</param>
/// <param name="lanes">How many publishes are killed by one kill.</param>
internal sealed class KillRound(KillGround ground, int lanes)
{
    private readonly SubjectJob[] undisturbed = [.. Enumerable.Range(0, lanes).Select(ground.NewPlace)];
    private readonly SubjectJob?[] waiting = new SubjectJob?[lanes];
    private readonly IReadOnlyList<string>[] confirmed = new IReadOnlyList<string>[lanes];
    private string? expected;

    /// <summary>How long a whole publish takes in a process that has done one before, in milliseconds.</summary>
    public double Took { get; private set; }

    /// <summary>Publishes without a kill: what all others are compared with.</summary>
    public async Task BeginAsync()
    {
        var second = Enumerable.Range(0, lanes).Select(ground.NewPlace).ToList();
        var end = Subject.Publish(new SubjectOrder(undisturbed, second));
        Assert.True(end.ExitCode == 0, end.Output);
        Took = end.Took.Where(t => t.Key >= lanes).Average(static t => t.Value);
        foreach (var place in undisturbed.Concat(second)) await JudgeAsync(place, [], end);
    }

    /// <summary>Finishes what was killed before, and kills the next publishes.</summary>
    /// <param name="kill">When.</param>
    /// <param name="wait">How long each lane waits before it begins, in milliseconds.</param>
    /// <param name="again">Whether a lane begins the publish that was killed before, without finishing it first.</param>
    /// <returns>How many were killed; the others had come to their ends before.</returns>
    public async Task<int> KillAsync(SubjectKill kill, Func<double>? wait = null, Func<bool>? again = null)
    {
        var (first, next) = (new SubjectJob[lanes], new SubjectJob[lanes]);
        for (var i = 0; i < lanes; i++)
        {
            var isAgain = waiting[i] is not null && again?.Invoke() == true;
            first[i] = isAgain ? undisturbed[i] : waiting[i] ?? undisturbed[i];
            next[i] = (isAgain ? waiting[i]! : ground.NewPlace(i)) with { Wait = wait?.Invoke() ?? 0 };
        }

        var end = Subject.Publish(new SubjectOrder(first, [.. next], kill));
        Assert.True(end.IsKilled || end.ExitCode == 0, end.Output);
        Assert.True(Enumerable.Range(0, lanes).All(end.Took.ContainsKey), end.Output);
        await ground.QuietAsync();
        for (var i = 0; i < lanes; i++)
        {
            await JudgeAsync(first[i], first[i] == waiting[i] ? confirmed[i] : [], end);
            (waiting[i], confirmed[i]) = (next[i] with { Wait = 0 }, ground.Confirmed(next[i]));
            Assert.Null(await ground.TooEarlyAsync(next[i]));
            if (!end.Took.TryGetValue(lanes + i, out var took)) continue;
            await JudgeAsync(waiting[i]!, [], end);
            waiting[i] = null;
            Took = (Took + took) / 2;
        }

        return waiting.Count(static w => w is not null);
    }

    /// <summary>Finishes what was killed last.</summary>
    public async Task FinishAsync()
    {
        var end = Subject.Publish(new SubjectOrder([.. waiting.OfType<SubjectJob>()], []));
        Assert.True(end.ExitCode == 0, end.Output);
        for (var i = 0; i < lanes; i++)
        {
            if (waiting[i] is not { } place) continue;
            await JudgeAsync(place, confirmed[i], end);
            Assert.Empty(Directory.GetFiles(Path.Combine(place.Root, "artifacts", "releases"), "release-1.0.0*.journal"));
        }
    }

    private async Task JudgeAsync(SubjectJob place, IReadOnlyList<string> before, SubjectEnd end)
    {
        var state = await ground.StateAsync(place);
        expected ??= state;
        Assert.Equal(expected, state);
        // What the place had confirmed when the publisher died was not sent to it a second time.
        var after = ground.Confirmed(place).CountBy(static c => c).ToDictionary(StringComparer.Ordinal);
        Assert.All(before.CountBy(static c => c), c => Assert.True(after.GetValueOrDefault(c.Key) == c.Value, $"{c.Key} was sent {after.GetValueOrDefault(c.Key)} times\n{end.Output}"));
    }
}
