using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Legion.Build.Oci;
using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;
using Legion.Build.Oci.Registry;
using Legion.Build.Oci.Transfer;
using Legion.Build.TestServers;

namespace Legion.Build.Benchmarks.Oci;

/// <summary>Pushes beside skopeo, turn by turn, each into a docker-registry of its own. Set TMPDIR to a RAM disk.</summary>
/// <remarks>skopeo's times hold its start-up, about 10 ms; ours run in this process, warmed by one round that does not count.</remarks>
internal static class PushRace
{
    private const int Rounds = 9;
    private const int Images = 8;
    private static readonly Dictionary<string, List<double>> Times = new(StringComparer.Ordinal);

    /// <summary>Runs all rounds and prints medians and ratios.</summary>
    public static async Task RunAsync(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("legion-race-").FullName;
        try
        {
            var layout = OciLayout.OpenOrCreate(folder);
            Write(layout, "big", 30_000_000, 30_000_000);
            for (var i = 0; i < Images; i++)
                Write(layout, Small(i), 5_000_000);
            await RoundAsync(layout);
            Times.Clear();
            for (var i = 0; i < Rounds; i++)
                await RoundAsync(layout);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var what in new[] { "60 MB, cold", "60 MB, there", "eight, side by side" })
        {
            var (ours, theirs) = (Median(what + ", ours"), Median(what + ", skopeo"));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{what,-20} ours {ours,7:0.0} ms   skopeo {theirs,7:0.0} ms   ratio {ours / theirs:0.00}"));
        }
    }

    private static string Small(int number) => "small-" + number.ToString(CultureInfo.InvariantCulture);

    private static async Task RoundAsync(OciLayout layout)
    {
        await using (var server = await RegistryServer.StartAsync())
        {
            await TimeAsync("60 MB, cold, ours", () => PushAsync(layout, server.Host, "big"));
            await TimeAsync("60 MB, there, ours", () => PushAsync(layout, server.Host, "big"));
        }

        await using (var server = await RegistryServer.StartAsync())
        {
            await TimeAsync("60 MB, cold, skopeo", () => SkopeoAsync(layout, server.Host, "big"));
            await TimeAsync("60 MB, there, skopeo", () => SkopeoAsync(layout, server.Host, "big"));
        }

        var names = Enumerable.Range(0, Images).Select(Small).ToArray();
        await using (var server = await RegistryServer.StartAsync())
            await TimeAsync("eight, side by side, ours", () => PushAsync(layout, server.Host, names));
        await using (var server = await RegistryServer.StartAsync())
            await TimeAsync("eight, side by side, skopeo", () => Task.WhenAll(names.Select(n => SkopeoAsync(layout, server.Host, n))));
    }

    // What the publisher does: one HEAD a tag; where it differs, the content by digest and then the tag.
    private static async Task PushAsync(OciLayout layout, string host, params string[] names)
    {
        using var client = new RegistryClient(new RegistryClientOptions());
        await Task.WhenAll(names.Select(async name =>
        {
            var target = client.ToWrite(Reference.Parse($"{host}/{name}"));
            var image = layout.Find(name)!;
            if ((await target.ResolveAsync("1.0", CancellationToken.None))?.Digest == image.Digest)
                return;
            await ImagePush.RunAsync(new LayoutSource(layout), image, target, progress: null, CancellationToken.None);
            await target.WriteManifestAsync(layout.ReadManifest(image), "1.0", CancellationToken.None);
        }));
    }

    private static async Task SkopeoAsync(OciLayout layout, string host, string name)
    {
        string[] arguments = ["copy", "--quiet", "--dest-tls-verify=false", $"oci:{layout.Folder}:{name}", $"docker://{host}/{name}:1.0"];
        using var process = Process.Start(new ProcessStartInfo("skopeo", arguments) { UseShellExecute = false })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"skopeo ended with {process.ExitCode}");
    }

    private static async Task TimeAsync(string what, Func<Task> action)
    {
        var started = Stopwatch.GetTimestamp();
        await action();
        if (!Times.TryGetValue(what, out var times))
            Times[what] = times = [];
        times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private static double Median(string what) => Times[what].Order().ElementAt(Times[what].Count / 2);

    // Layers nobody unpacks: random bytes under a gzip type keep both sides from compressing.
    private static void Write(OciLayout layout, string name, params int[] layers)
    {
        using var writer = layout.OpenWriter(CancellationToken.None);
        var written = layers.Select(size => writer.WriteBlob(MediaTypes.LayerTarGzip, RandomNumberGenerator.GetBytes(size))).ToList();
        var config = writer.WriteBlob(MediaTypes.ImageConfig, new ImageConfig { RootFs = new RootFs([.. written.Select(l => l.Digest)]) }.ToBytes());
        writer.SetEntry(name, writer.WriteManifest(new ImageManifest { Config = config, Layers = [.. written] }.ToRaw()), CancellationToken.None);
    }
}
