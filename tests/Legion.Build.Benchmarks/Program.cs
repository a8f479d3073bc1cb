using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Legion.Build.Benchmarks;

/// <summary>Figures: <c>dotnet run -c Release --project tests/Legion.Build.Benchmarks -- --filter *Manifest*</c>, or <c>-- race push</c>, <c>-- race images</c>, <c>-- race builds</c>, <c>-- race charts</c>, <c>-- race python</c>.</summary>
internal static class Program
{
    // In this process: the runner that makes projects of its own knows neither our central versions nor a framework younger than itself.
    private static async Task Main(string[] args)
    {
        // Against other programs, round by round; a benchmark of calls cannot start them.
        if (args is ["race", "push", ..])
        {
            await Oci.PushRace.RunAsync(Console.Out);
            return;
        }

        if (args is ["race", "charts", ..])
        {
            await Charts.ChartRace.RunAsync(Console.Out);
            return;
        }

        if (args is ["memory", "charts", var root, .. var of])
        {
            await Charts.ChartRace.RunAloneAsync(root, of is [var chart] ? chart : null, Console.Out);
            return;
        }

        // Beside the real helm, over charts of others: what differs is printed, nothing is kept.
        if (args is ["parity", "charts", var helm, var folder, .. var rest])
        {
            await Charts.ChartParity.RunAsync(helm, Path.GetFullPath(folder), rest is ["all"], Console.Out);
            return;
        }

        // Helm's own tests, read from a copy of its sources.
        if (args is ["vectors", "helm", var sources])
        {
            await Charts.HelmVectors.RunAsync(Path.GetFullPath(sources), Console.Out);
            return;
        }

        if (args is ["vectors", "toml", var cases])
        {
            Python.TomlVectors.Run(Path.GetFullPath(cases), Console.Out);
            return;
        }

        // Projects of others, natively and by their own backends.
        if (args is ["parity", "python", var projects, .. var python])
        {
            await Python.PythonParity.RunAsync(Path.GetFullPath(projects), python is [var interpreter] ? interpreter : "/usr/bin/python3", Console.Out);
            return;
        }

        if (args is ["race", "python", ..])
        {
            await Python.PythonRace.RunAsync(Console.Out);
            return;
        }

        if (args is ["race", "builds", ..])
        {
            await Building.UnchangedBuildRace.RunAsync(Console.Out);
            return;
        }

        if (args is ["race", "images", ..])
        {
            await Images.ImageRace.RunAsync(args.Length > 2 ? Path.GetFullPath(args[2]) : Path.Join(Path.GetTempPath(), "legion-race"));
            return;
        }

        var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly)
            .Run(args, DefaultConfig.Instance
                .AddDiagnoser(MemoryDiagnoser.Default)
                .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).AsDefault()));
        foreach (var summary in summaries) Generators.EditLimits.Print(summary, Console.Out);
    }
}
