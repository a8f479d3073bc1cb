using System.Diagnostics;
using System.Globalization;
using System.Text;
using Legion.Build.Artifacts;
using Legion.Build.Artifacts.Charts;
using Legion.Build.Artifacts.Charts.Index;
using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Benchmarks.Charts;

/// <summary>Packaging beside <c>tar czf</c> of the same files, turn by turn, and an index of ten thousand entries beside reading it.</summary>
/// <remarks>tar's times hold its start-up; ours run in this process, warmed by a round that does not count. Every round packages anew: state and output are removed before it.</remarks>
internal sealed class ChartRace : IBuildLog
{
    private const int Rounds = 9;
    private readonly Dictionary<string, List<double>> times = new(StringComparer.Ordinal);
    private readonly string root;

    private ChartRace(string root) => this.root = root;

    /// <summary>Runs all rounds and prints medians and ratios.</summary>
    public static async Task RunAsync(TextWriter output)
    {
        var race = new ChartRace(Directory.CreateTempSubdirectory("legion-charts-").FullName);
        try
        {
            await race.AllAsync(output);
        }
        finally
        {
            Directory.Delete(race.root, recursive: true);
        }
    }

    /// <summary>In a process of its own: packages one chart of a race, or none, and prints the most memory the process ever held.</summary>
    public static async Task RunAloneAsync(string root, string? chart, TextWriter output)
    {
        var race = new ChartRace(root);
        if (chart is not null) await ChartStation.BuildAsync(race.Context([chart]), new ChartOptions(), [], CancellationToken.None);
        await output.WriteLineAsync(File.ReadLines("/proc/self/status").First(static l => l.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]);
    }

    public void Report(BuildDiagnostic diagnostic)
    {
        if (diagnostic.Rule.Severity == RuleSeverity.Error) throw new InvalidOperationException(diagnostic.Message);
    }

    public void Message(BuildMessageLevel level, string? artifact, string text)
    {
    }

    private async Task AllAsync(TextWriter output)
    {
        Write("small", 40, 3_000);
        Write("large", 500, 10_000);
        for (var i = 0; i < 100; i++) Write(Many(i), 40, 3_000);
        var index = Index();
        for (var round = -1; round < Rounds; round++)
        {
            if (round == 0) times.Clear();
            await PackageAsync("small", ["small"]);
            await PackageAsync("large", ["large"]);
            await PackageAsync("100 charts", [.. Enumerable.Range(0, 100).Select(Many)]);
            AddToIndex(index);
        }

        Print(output, "small", "tar small", 1.0);
        Print(output, "large", "tar large", 1.0);
        Print(output, "100 charts", "tar 100 charts", 0.6);
        Print(output, "100 charts unchanged", "100 charts", 1.0);
        Print(output, "index: read, add, write", "index: read", 3.0);
        Print(output, "index: add", "index: read", 3.0);
        Print(output, "index: read, add, write", "index: write alone", 3.0);
        var (none, small, large) = (Alone(null), Alone("small"), Alone("large"));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"memory of a process at most, lint included: {none:0.0} MiB without a chart; the small one adds {small - none:0.0}, the large one {large - none:0.0} (limit 64)"));
    }

    private double Alone(string? chart)
    {
        foreach (var folder in new[] { "artifacts", "obj" }.Select(f => Path.Join(root, f)).Where(Directory.Exists)) Directory.Delete(folder, recursive: true);
        string[] arguments = [typeof(ChartRace).Assembly.Location, "memory", "charts", root, .. chart is null ? (string[])[] : [chart]];
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? arguments : arguments[1..]) { RedirectStandardOutput = true })!;
        var kilobytes = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024;
    }

    private static string Many(int i) => "many-" + i.ToString(CultureInfo.InvariantCulture);

    private void Write(string name, int files, int size)
    {
        var folder = Path.Combine(root, name, "templates");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(root, name, "Chart.yaml"), "apiVersion: v2\nname: " + name + "\nversion: 0.1.0\n");
        File.WriteAllText(Path.Combine(root, name, "values.yaml"), "image: { registry: \"\", tag: \"\" }\nreplicas: 1\n");
        var random = new Random(7);
        for (var i = 0; i < files; i++)
        {
            var text = new StringBuilder("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c").Append(i).Append("\ndata:\n");
            while (text.Length < size) text.Append(CultureInfo.InvariantCulture, $"  key-{random.Next():x}: {{{{ .Values.image.registry }}}}/{random.NextInt64():x}\n");
            File.WriteAllText(Path.Combine(folder, "t" + i.ToString(CultureInfo.InvariantCulture) + ".yaml"), text.ToString());
        }
    }

    private async Task PackageAsync(string what, string[] names)
    {
        var context = Context(names);
        foreach (var folder in new[] { context.OutputPath, context.IntermediatePath })
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }

        var watch = Stopwatch.StartNew();
        await ChartStation.BuildAsync(context, new ChartOptions { Lint = false, Sarif = false }, [], CancellationToken.None);
        Add(what, watch);

        Directory.CreateDirectory(Path.Combine(root, "tar"));
        watch = Stopwatch.StartNew();
        foreach (var name in names)
        {
            using var tar = Process.Start("tar", ["czf", Path.Combine(root, "tar", name + ".tgz"), "-C", root, name]);
            tar.WaitForExit();
        }

        Add("tar " + what, watch);
        watch = Stopwatch.StartNew();
        await ChartStation.BuildAsync(context, new ChartOptions { Lint = false, Sarif = false }, [], CancellationToken.None);
        Add(what + " unchanged", watch);
    }

    private BuildContext Context(string[] names) => new()
    {
        Manifest = new() { Product = "Race", Charts = new([.. names.Select(static n => new Chart(n, n))]) },
        Sources = new(Path.Combine(root, "distributions.yaml"), new Dictionary<string, SourceSpan>(StringComparer.Ordinal), new Dictionary<string, SourceSpan>(StringComparer.Ordinal)),
        Root = root,
        OutputPath = Path.Combine(root, "artifacts"),
        IntermediatePath = Path.Combine(root, "obj"),
        Version = new("1.2.3", "1.2.3", "1.2.3"),
        Channel = new("development", VersionPolicy.Any),
        Log = this,
    };

    private string Index()
    {
        var text = new StringBuilder("apiVersion: v1\nentries:\n");
        for (var chart = 0; chart < 100; chart++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  chart-{chart:00}:\n");
            for (var version = 99; version >= 0; version--)
            {
                text.Append(CultureInfo.InvariantCulture, $"  - apiVersion: v2\n    appVersion: 1.{version}.0\n    created: \"2020-01-01T00:00:00.000000000Z\"\n    description: A chart with a description of ordinary length for the index\n    digest: {new string('a', 64)}\n    home: https://example.com/charts\n    keywords:\n    - one\n    - two\n    maintainers:\n    - email: someone@example.com\n      name: someone\n    name: chart-{chart:00}\n    sources:\n    - https://example.com/source\n    urls:\n    - https://example.com/charts/chart-{chart:00}-1.{version}.0.tgz\n    version: 1.{version}.0\n");
            }
        }

        var path = Path.Combine(root, "index.yaml");
        File.WriteAllText(path, text.Append("generated: \"2020-01-01T00:00:00.000000000Z\"\n").ToString());
        return path;
    }

    private void AddToIndex(string path)
    {
        var watch = Stopwatch.StartNew();
        var content = File.ReadAllBytes(path);
        Add("index: read", watch);
        var entry = new ChartIndexEntry(new ChartMetadata { ApiVersion = "v2", Name = "chart-50", Version = "1.50.1" }, ["chart-50-1.50.1.tgz"], new string('b', 64), "2026-01-01T00:00:00Z");

        watch = Stopwatch.StartNew();
        var editor = new ChartIndexEditor(content, path, Report);
        if (editor.Add(entry) != ChartIndexChange.Added) throw new InvalidOperationException("not added");
        Add("index: add", watch);

        watch = Stopwatch.StartNew();
        Artifacts.Files.AtomicFile.Write(path + ".new", [content]);
        Add("index: write alone", watch);

        watch = Stopwatch.StartNew();
        editor = new ChartIndexEditor(File.ReadAllBytes(path), path, Report);
        editor.Add(entry);
        editor.Write(path + ".new");
        Add("index: read, add, write", watch);
    }

    private void Add(string what, Stopwatch watch)
    {
        if (!times.TryGetValue(what, out var list)) times[what] = list = [];
        list.Add(watch.Elapsed.TotalMilliseconds);
    }

    private double Median(string what) => times[what].Order().ElementAt(times[what].Count / 2);

    private void Print(TextWriter output, string ours, string theirs, double limit) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{ours,-26} {Median(ours),8:0.00} ms   {theirs,-16} {Median(theirs),8:0.00} ms   ratio {Median(ours) / Median(theirs):0.00} (limit {limit:0.0})"));
}
