using System.Diagnostics;
using System.Globalization;
using Legion.Build.Artifacts.Python;

namespace Legion.Build.Benchmarks.Python;

/// <summary>A package of a hundred modules: wheel and sdist, ours beside the bare work, hatchling's and flit's, turn by turn.</summary>
/// <remarks>
/// Ours and the bare work run in this process, warmed by rounds that do not count, as many as its compiler needs to come to rest; the others' times
/// hold their start-up, as a build meets it. Every round starts without state and outputs; no round's files are removed before the end.
/// </remarks>
internal sealed class PythonRace
{
    private const string Interpreter = "/usr/bin/python3";
    private const int Rounds = 120;
    private const int PeerRounds = 7;
    private const int WarmUps = 200;
    private readonly Dictionary<string, List<double>> times = new(StringComparer.Ordinal);
    private readonly HundredModules project = new();

    /// <summary>Runs all rounds and prints medians and ratios.</summary>
    /// <param name="output">Where the figures go.</param>
    public static async Task RunAsync(TextWriter output)
    {
        var race = new PythonRace();
        try
        {
            await race.AllAsync(output);
        }
        finally
        {
            race.project.Remove();
        }
    }

    private async Task AllAsync(TextWriter output)
    {
        for (var round = -WarmUps; round < Rounds; round++)
        {
            if (round == 0) times.Clear();
            project.NextRound();
            await BuildAsync("native", rebuilt: true);
            await BuildAsync("nothing changed", rebuilt: false);
            Bare("bare, all cores", BareWork.WithOurDeflate);
            Bare("bare, one by one", BareWork.OneByOne);
            Bare("bare, framework", BareWork.WithTheFramework);
            if (round < Rounds - PeerRounds) continue;
            Time("python -m build", () => Run($"-m build --no-isolation --skip-dependency-check --wheel --sdist --outdir \"{project.Root}/dist\" \"{project.Source}\""));
            Time("flit build", () => Run($"-m flit -f \"{project.FlitSource}/pyproject.toml\" build --no-setup-py"));
        }

        Print(output, "native", "bare, all cores", 1.3);
        Print(output, "native", "bare, one by one", 1.3);
        Print(output, "native", "bare, framework", 1.3);
        Print(output, "native", "python -m build", 0.1);
        Print(output, "native", "flit build", 0.15);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"nothing changed  {Median("nothing changed"),8:0.00} ms (limit 5)"));
        foreach (var name in (string[])["race-1.0.0-py3-none-any.whl", "race-1.0.0.tar.gz"])
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name}: {new FileInfo(Path.Join(project.OutputPath, "python", name)).Length} bytes, hatchling's {new FileInfo(Path.Join(project.Root, "dist", name)).Length}"));
        }
    }

    private static void Run(string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Interpreter, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException(error.Result);
    }

    private async Task BuildAsync(string what, bool rebuilt)
    {
        var context = project.Context();
        var watch = Stopwatch.StartNew();
        var built = await PythonStation.BuildAsync(context, new PythonOptions(), CancellationToken.None);
        Add(what, watch);
        if (built.Count != 1 || built[0].Rebuilt != rebuilt) throw new InvalidOperationException("not what was to be measured");
    }

    private void Bare(string what, Action<IReadOnlyList<string>, string> work)
    {
        var folder = project.NewFolder();
        Time(what, () => work(project.Files, folder));
    }

    private void Time(string what, Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        Add(what, watch);
    }

    private void Add(string what, Stopwatch watch)
    {
        if (!times.TryGetValue(what, out var list)) times[what] = list = [];
        list.Add(watch.Elapsed.TotalMilliseconds);
    }

    private double Median(string what) => times[what].Order().ElementAt(times[what].Count / 2);

    private void Print(TextWriter output, string ours, string theirs, double limit) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{ours,-16} {Median(ours),8:0.00} ms   {theirs,-18} {Median(theirs),8:0.00} ms   ratio {Median(ours) / Median(theirs):0.000} (limit {limit:0.00})"));
}
