using System.Globalization;
using System.Text;

namespace Legion.Build.Benchmarks.Images;

/// <summary>What the race is run on; the same for every run.</summary>
/// <param name="root">Absolute path of the manifest's folder.</param>
internal sealed class RaceInput(string root)
{
    private const int Files = 2000;
    private const int FileSize = 30_000;
    private const string Head = """
        apiVersion: legion.build/v1
        product: Race
        channels: { development: { versions: any, mutable: true } }
        repositories: { here: { type: oci, url: localhost:5000/race } }
        publish: { images: { development: here } }
        images:

        """;

    /// <summary>Absolute path of the manifest's folder.</summary>
    public string Root { get; } = root;

    /// <summary>Writes it.</summary>
    public void Write()
    {
        var random = new Random(20260101);
        for (var i = 0; i < Files; i++) Put($"one/tree/{i % 40}/{i}.{(i % 2 == 0 ? "txt" : "bin")}", i % 2 == 0 ? Text(random, FileSize) : Noise(random, FileSize));
        Put("one/small/settings.json", Encoding.UTF8.GetBytes("{ \"round\": -1 }"));
        Put("one/Dockerfile", Encoding.UTF8.GetBytes("FROM scratch\nCOPY tree /srv/tree\nCOPY small /etc/small\n"));
        Put("one.yaml", Encoding.UTF8.GetBytes(Head + "  one: { dockerfile: one }\n"));
        var eight = new StringBuilder(Head);
        for (var image = 0; image < 8; image++)
        {
            for (var i = 0; i < 100; i++) Put($"eight/{image}/tree/{i}.dat", i % 2 == 0 ? Text(random, 50_000) : Noise(random, 50_000));
            Put($"eight/{image}/Dockerfile", Encoding.UTF8.GetBytes("FROM scratch\nCOPY tree /srv/tree\n"));
            eight.Append(CultureInfo.InvariantCulture, $"  image-{image}: {{ dockerfile: eight/{image} }}\n");
        }

        Put("eight.yaml", Encoding.UTF8.GetBytes(eight.ToString()));
    }

    /// <summary>Changes the one file of the small layer.</summary>
    /// <param name="round">What it is changed to.</param>
    public void TouchOneSmallFile(int round) => Put("one/small/settings.json", Encoding.UTF8.GetBytes(FormattableString.Invariant($"{{ \"round\": {round} }}")));

    private static byte[] Noise(Random random, int size)
    {
        var bytes = new byte[size];
        random.NextBytes(bytes);
        return bytes;
    }

    // Source-like text: words of a small vocabulary, each line a little other than the last.
    private static byte[] Text(Random random, int size)
    {
        string[] words = ["public", "static", "return", "container", "image", "layer", "value", "if", "else", "for", "await", "string", "int", "configuration", "=>", "{", "}", "()", ";", "null"];
        var text = new StringBuilder();
        while (text.Length < size) text.Append(words[random.Next(words.Length)]).Append(random.Next(4) == 0 ? random.Next(1000).ToString(CultureInfo.InvariantCulture) : "").Append(random.Next(9) == 0 ? '\n' : ' ');
        return Encoding.ASCII.GetBytes(text.ToString(0, size));
    }

    private void Put(string path, byte[] content)
    {
        var full = Path.Join(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
    }
}
