using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Legion.Build.Manifest.Tests;

/// <summary>The chance of property tests: the same in every run, so that a run says something of the change and not of its luck. <c>LEGION_TEST_SEED</c> asks for another one.</summary>
internal static class Chance
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    /// <summary>Where it begins.</summary>
    public static Rnd Start { get; } = new(
        Environment.GetEnvironmentVariable("LEGION_TEST_SEED") is { Length: > 0 } seed ? ulong.Parse(seed, CultureInfo.InvariantCulture) : 20261122, Gamma);

    /// <summary>So many trials.</summary>
    public static Config Trials(int count) =>
        Config.QuickThrowOnFailure.WithMaxTest(count).WithQuietOnSuccess(true).WithReplay(FSharpOption<Replay>.Some(new(Start, FSharpOption<int>.None)));

    /// <summary>So many samples.</summary>
    public static IReadOnlyList<T> Samples<T>(this Gen<T> generator, int count, int size) => generator.Sample(count, Start, size);
}
