using System.Diagnostics;
using System.Globalization;

using Legion.Build.Artifacts;
using Legion.Build.Artifacts.Images;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Reading;
using Legion.Build.Manifest.Versions;

namespace Legion.Build.Benchmarks.Images;

/// <summary>
/// Images beside their peers on the same input, in one run: <c>dotnet run -c Release --project tests/Legion.Build.Benchmarks -- race images [FOLDER]</c>.
/// FOLDER is best on a RAM disk. The input is 2,000 files of 60 MB together, half text, half random, and eight images of 5 MB.
/// Rounds alternate between the peers, so that what else the machine does meets them alike; medians are printed.
/// </summary>
internal static class ImageRace
{
    private const int Rounds = 7;
    private const int Warming = 2; // rounds that count for nobody: caches fill

    private static readonly (string Ours, string Peer, double Limit)[] Limits =
    [
        ("1 cold, embedded", "1 cold, umoci insert", 0.8),
        ("1 cold, embedded", "1 cold, BuildKit to a layout", 0.3),
        ("1 cold, embedded", "1 cold, buildah bud + push", 0.25),
        ("4 eight images, embedded", "4 eight images, umoci two at a time", 0.8),
        ("4 eight images, embedded", "4 eight images, buildah", 0.2),
        ("4 eight images, embedded", "4 eight images, BuildKit side by side", 0.4),
        ("2 one small file changed", "1 cold, embedded", 0.15),
    ];

    /// <summary>Runs the race.</summary>
    /// <param name="folder">Where; everything in it goes.</param>
    public static async Task RunAsync(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        var input = new RaceInput(Path.Join(folder, "src"));
        input.Write();
        await using var peers = new RacePeers(input, Path.Join(folder, "peers"));
        await peers.PrepareAsync();
        var table = new SortedDictionary<string, List<double>>(StringComparer.Ordinal);
        async Task Time(string name, Func<Task> work)
        {
            var watch = Stopwatch.StartNew();
            await work();
            if (!table.TryGetValue(name, out var times)) table[name] = times = [];
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        // The first builds of a process compile our code as it runs; the peers are machine code from the start.
        for (var warm = 0; warm < 12; warm++)
        {
            var watch = Stopwatch.StartNew();
            await BuildAsync(input, Path.Join(folder, "out/warm"), "one");
            if (warm == 0) Console.WriteLine(FormattableString.Invariant($"first cold build of this process: {watch.Elapsed.TotalMilliseconds:0} ms"));
            Directory.Delete(Path.Join(folder, "out"), recursive: true);
        }

        for (var round = 0; round < Rounds + Warming; round++)
        {
            var output = Path.Join(folder, "out", round.ToString(CultureInfo.InvariantCulture));
            await Time("1 cold, embedded", () => BuildAsync(input, output, "one"));
            await Time("1 cold, umoci insert", peers.UmociOneAsync);
            await Time("1 cold, buildah bud + push", peers.BuildahOneAsync);
            await Time("1 cold, BuildKit to a layout", peers.BuildKitOneAsync);
            input.TouchOneSmallFile(round);
            await Time("2 one small file changed", () => BuildAsync(input, output, "one"));
            await Time("3 nothing changed", () => BuildAsync(input, output, "one"));
            await Time("4 eight images, embedded", () => BuildAsync(input, output + "-8", "eight"));
            await Time("4 eight images, umoci two at a time", peers.UmociEightAsync);
            await Time("4 eight images, buildah", peers.BuildahEightAsync);
            await Time("4 eight images, BuildKit side by side", peers.BuildKitEightAsync);
            await Time("5 eight images, nothing changed", () => BuildAsync(input, output + "-8", "eight"));
            if (round == Warming - 1)
            {
                table.Clear();
                var (ours, umoci) = (Size(Path.Join(output, "artifacts/images")), Size(peers.UmociLayout));
                Console.WriteLine(FormattableString.Invariant($"bytes: embedded {ours}, umoci {umoci}, ratio {(double)ours / umoci:0.000} (limit 1.1)"));
            }

            peers.Clear();
            Directory.Delete(Path.Join(folder, "out"), recursive: true);
        }

        foreach (var (name, times) in table)
        {
            times.Sort();
            Console.WriteLine(FormattableString.Invariant($"{name,-40} median {times[times.Count / 2],8:0.0} ms   fastest {times[0],8:0.0} ms"));
        }

        foreach (var (ours, peer, limit) in Limits)
        {
            var (a, b) = (table[ours], table[peer]);
            Console.WriteLine(FormattableString.Invariant($"{ours} / {peer}: {a[a.Count / 2] / b[b.Count / 2]:0.000} (limit {limit:0.00}), of the fastest {a[0] / b[0]:0.000}"));
        }
    }

    private static async Task BuildAsync(RaceInput input, string output, string manifest)
    {
        var path = Path.Join(input.Root, manifest + ".yaml");
        var reading = ManifestReader.Read(await File.ReadAllTextAsync(path), path);
        if (!VersionDialects.TryCreate("1.0.0", out var version, out _)) throw new InvalidOperationException("1.0.0 is a version.");
        var built = await ImageStation.BuildAsync(
            new()
            {
                Manifest = reading.Manifest!,
                Sources = reading.Sources,
                Root = input.Root,
                OutputPath = Path.Join(output, "artifacts"),
                IntermediatePath = Path.Join(output, "obj"),
                Version = version,
                Channel = reading.Manifest!.Channels[^1],
                Log = new FailingLog(),
            },
            new(),
            CancellationToken.None);
        if (built.Count != reading.Manifest.Images.Count) throw new InvalidOperationException("An image is missing.");
    }

    private static long Size(string layout) => new DirectoryInfo(layout).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length);

    private sealed class FailingLog : IBuildLog
    {
        public void Report(BuildDiagnostic diagnostic)
        {
            if (diagnostic.Rule.Severity == RuleSeverity.Error) throw new InvalidOperationException(diagnostic.Message);
        }

        public void Message(BuildMessageLevel level, string? artifact, string text)
        {
        }
    }
}
