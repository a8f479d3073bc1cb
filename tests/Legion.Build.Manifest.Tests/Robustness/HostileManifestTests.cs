using Legion.Build.Manifest.Reading;
using Legion.Build.TestServers;

namespace Legion.Build.Manifest.Tests.Robustness;

/// <summary>Texts made to cost, not to say something. A second each, of a processor's time.</summary>
public sealed class HostileManifestTests
{
    private const string Head = "apiVersion: legion.build/v1\nproduct: P\n";
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(1);

    public static TheoryData<string> Texts => new(
        "every key unknown", "every reference unknown", "all charts wait for all", "one long scalar", "many duplicates", "many aliases", "deep map", "many comments",
        "merge of merges", "long list of equals", "quotes never closed", "colons");

    [Theory]
    [MemberData(nameof(Texts))]
    public void Is_read_in_bounded_time_and_memory(string name)
    {
        var text = Make(name);
        // Again where it takes longer: the first reading may have been the one for which code was made.
        var took = TimeSpan.MaxValue;
        for (var i = 0; i < 3 && took > Time; i++)
        {
            var (before, begin) = (GC.GetAllocatedBytesForCurrentThread(), ThreadClock.Now);
            var reading = ManifestReader.Read(text, "m.yaml");
            took = ThreadClock.Now - begin;
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256L << 20);
            Assert.InRange(reading.Diagnostics.Count, 0, 1001);
        }

        Assert.True(took < Time, took.ToString());
    }

    private static string Make(string name) => name switch
    {
        "every key unknown" => Head + Lines(20_000, static i => $"key{i}: 1\n"),
        "every reference unknown" => Head + "charts:\n" + Lines(3_000, static i => $"  chart-{i}: {{ path: x, installAfter: [cahrt-{i}], images: [imgae-{i}] }}\n") + "images:\n" + Lines(3_000, static i => $"  image-{i}: {{ dockerfile: x }}\n"),
        "all charts wait for all" => Head + "charts:\n" + Lines(150, static i => $"  c{i}: {{ path: x, installAfter: [{string.Join(", ", Enumerable.Range(0, 150).Select(static n => "c" + n))}] }}\n"),
        "one long scalar" => Head + "description: " + new string('x', 4_000_000) + "\n",
        "many duplicates" => Head + "charts:\n" + Lines(20_000, static _ => "  a: { path: x }\n"),
        "many aliases" => Head + "x-a: &a { path: x }\ncharts:\n" + Lines(20_000, static i => $"  c{i}: *a\n"),
        "deep map" => Head + string.Concat(Enumerable.Range(0, 5_000).Select(static i => new string(' ', Math.Min(i, 500)) + "a:\n")),
        "many comments" => Head + Lines(200_000, static _ => "# comment\n") + "charts: { a: { path: x } }\n",
        "merge of merges" => Head + "x-0: &m0 { k0: 1 }\n" + Lines(2_000, static i => $"x-{i + 1}: &m{i + 1} {{ <<: *m{i}, k{i + 1}: 1 }}\n"),
        "long list of equals" => Head + "images: { a: { dockerfile: x, sources: [" + string.Join(", ", Enumerable.Repeat("b", 50_000)) + "] } }\n",
        "quotes never closed" => Head + "description: \"" + Lines(100_000, static _ => "x\n"),
        _ => Head + "description: " + new string(':', 500_000) + "\n",
    };

    private static string Lines(int count, Func<int, string> line) => string.Concat(Enumerable.Range(0, count).Select(line));
}
