using System.IO.Compression;

using Legion.Build.Artifacts.Archives;

namespace Legion.Build.Artifacts.Tests.Archives;

public sealed class DeflaterTests
{
    public static TheoryData<string, int> Contents
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var kind in new[] { "zero", "random", "text", "mixed", "skewed", "period", "bytes" })
            {
                foreach (var length in new[] { 0, 1, 2, 3, 4, 5, 7, 8, 9, 257, 258, 259, 260, 1000, 24_575, 32_768, 65_535, 65_536, 65_537, 400_000 }) data.Add(kind, length);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Contents))]
    public void Zlib_reads_back_what_was_compressed(string kind, int length)
    {
        var content = Make(kind, length);
        var compressed = Deflater.Compress(content);
        Assert.Equal(content, Inflate(compressed));
        Assert.True(compressed.Length <= length + 16 + (length / 1000), $"{compressed.Length} bytes of {length}");
    }

    [Fact]
    public void Ten_thousand_random_shapes_survive()
    {
        var random = new Random(7);
        for (var round = 0; round < 10_000; round++)
        {
            var content = new byte[random.Next(600)];
            var alphabet = random.Next(1, 257);
            var repeat = random.Next(1, 40);
            for (var i = 0; i < content.Length; i++) content[i] = i >= repeat && random.Next(4) > 0 ? content[i - repeat] : (byte)random.Next(alphabet);
            Assert.Equal(content, Inflate(Deflater.Compress(content)));
        }
    }

    [Fact]
    public void Counts_that_ask_for_codes_over_the_limit_are_kept_within_it()
    {
        // Fibonacci counts make the deepest Huffman tree: 25 symbols ask for 24 bits.
        var content = new List<byte>();
        for (var (a, b, symbol) = (1, 1, 0); symbol < 22; symbol++, (a, b) = (b, a + b)) content.AddRange(Enumerable.Repeat((byte)(symbol * 7), Math.Min(a, 9000)));
        var shuffled = content.ToArray();
        new Random(3).Shuffle(shuffled);
        Assert.Equal(shuffled, Inflate(Deflater.Compress(shuffled)));
    }

    [Fact]
    public void Text_is_not_much_larger_than_zlib_makes_it()
    {
        var content = Make("text", 1_000_000);
        using var zlib = new MemoryStream();
        using (var stream = new DeflateStream(zlib, CompressionLevel.Optimal, leaveOpen: true)) stream.Write(content);
        Assert.True(Deflater.Compress(content).Length < zlib.Length * 1.1);
    }

    [Fact]
    public void Random_bytes_are_stored_and_the_text_beside_them_is_not()
    {
        var random = new Random(11);
        using var content = new MemoryStream();
        var (noise, texts) = (0, 0);
        for (var i = 0; i < 60; i++)
        {
            var part = new byte[random.Next(1, 30_000)];
            if (i % 2 == 0) random.NextBytes(part);
            else for (var j = 0; j < part.Length; j++) part[j] = (byte)"lorem ipsum dolor sit amet "[j % 27];
            (noise, texts) = i % 2 == 0 ? (noise + part.Length, texts) : (noise, texts + part.Length);
            content.Write(part);
        }

        var compressed = Deflater.Compress(content.ToArray());
        Assert.Equal(content.ToArray(), Inflate(compressed));
        Assert.InRange(compressed.Length, noise, noise + (noise / 50) + (texts / 20));
    }

    [Fact]
    public void Random_bytes_that_come_again_are_found()
    {
        var random = new Random(12);
        var part = new byte[20_000];
        random.NextBytes(part);
        byte[] content = [.. part, .. new byte[random.Next(1000)], .. part, .. part];
        var compressed = Deflater.Compress(content);
        Assert.Equal(content, Inflate(compressed));
        Assert.InRange(compressed.Length, 20_000, 20_000 + 4000);
    }

    private static byte[] Inflate(byte[] compressed)
    {
        using var inflate = new DeflateStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var result = new MemoryStream();
        inflate.CopyTo(result);
        return result.ToArray();
    }

    private static byte[] Make(string kind, int length)
    {
        var random = new Random(42);
        var content = new byte[length];
        var words = Enumerable.Range(0, 2000).Select(_ => new string([.. Enumerable.Range(0, random.Next(2, 10)).Select(_ => (char)('a' + (random.Next(26) * random.Next(26) / 26)))])).ToArray();
        var text = kind == "text" ? string.Join(' ', Enumerable.Range(0, (length / 3) + 1).Select(_ => words[random.Next(words.Length) * random.Next(words.Length) / words.Length])) : "";
        for (var i = 0; i < length; i++)
        {
            content[i] = kind switch
            {
                "zero" => 0,
                "random" => (byte)random.Next(256),
                "text" => (byte)text[i],
                "mixed" => i / 10_000 % 2 == 0 ? (byte)random.Next(256) : (byte)(i % 50),
                "skewed" => (byte)Math.Min(255, -Math.Log(random.NextDouble()) * 6),
                "period" => (byte)(i % 37 * 7),
                _ => (byte)i,
            };
        }

        return content;
    }
}
