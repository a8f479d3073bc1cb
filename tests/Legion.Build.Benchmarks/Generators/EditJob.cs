using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Legion.Build.Benchmarks.Generators;

/// <summary>Enough warm-up for the tiered compiler to end, and iterations of equal time: ratios that repeat, in about two minutes.</summary>
/// <remarks>
/// The default job stops warming up when times seem stable, which they are long before the second tier is compiled: methods of the compiler
/// that a call runs once reach it after thirty calls and a tenth of a second without new methods. No collection is forced between iterations:
/// the few calls of a slow one would pay for it alone.
/// </remarks>
internal sealed class EditJob : ManualConfig
{
    public EditJob() => AddJob(Job.Default
        .WithToolchain(InProcessEmitToolchain.Instance)
        .WithIterationTime(TimeInterval.FromMilliseconds(200))
        .WithUnrollFactor(1)
        .WithGcForce(false)
        .WithWarmupCount(20)
        .WithIterationCount(20));
}
