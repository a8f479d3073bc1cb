using System.IO.Compression;
using System.Security.Cryptography;

using Legion.Build.Artifacts.Archives;

namespace Legion.Build.Artifacts.Tests.Archives;

public sealed class BlockGzipStreamTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(512 * 1024)]
    [InlineData((512 * 1024) + 1)]
    [InlineData(5_000_000)]
    public void What_goes_in_comes_out(int length)
    {
        var content = Sample(length);
        using var zipped = new MemoryStream(Zip(content, 1, length));
        using var unzip = new GZipStream(zipped, CompressionMode.Decompress);
        using var result = new MemoryStream();
        unzip.CopyTo(result);
        Assert.Equal(content, result.ToArray());
    }

    [Fact]
    public void The_bytes_depend_neither_on_processors_nor_on_how_it_is_written()
    {
        var content = Sample(3_333_333);
        var one = Zip(content, 1, content.Length);
        Assert.Equal(one, Zip(content, 4, 1000));
        Assert.Equal(one, Zip(content, 2, 700_001));
    }

    [Fact]
    public void The_bytes_are_the_same_on_every_machine()
    {
        // A generator of our own: text, then noise, then both by turns, over several blocks.
        var content = new byte[3_000_000];
        var state = 1u;
        for (var i = 0; i < content.Length; i++)
        {
            state = (state * 1_664_525) + 1_013_904_223;
            content[i] = i / 7000 % 3 == 0 || i is > 900_000 and < 2_000_000 ? (byte)(state >> 24) : "the quick brown fox jumps over the lazy dog "[(int)((state >> 28) + (uint)(i % 29))] is var letter ? (byte)letter : default;
        }

        // Whoever changes this digest changes every layer, chart and sdist that was ever made: change BlockGzipStream.Format with it.
        Assert.Equal("76ed0d284a4d929f2a1bf39fd8bdfac06523231f3debe2988d2c18ff2e94395f", Convert.ToHexStringLower(SHA256.HashData(Zip(content, 0, content.Length))));
        Assert.Equal("block-gzip 3", BlockGzipStream.Format);
    }

    private static byte[] Zip(byte[] content, int parallelism, int chunk)
    {
        using var stream = new MemoryStream();
        using (var gzip = new BlockGzipStream(stream, leaveOpen: true, parallelism))
        {
            for (var i = 0; i < content.Length; i += chunk)
            {
                gzip.Write(content.AsSpan(i, Math.Min(chunk, content.Length - i)));
                gzip.Flush();
            }
        }

        return stream.ToArray();
    }

    private static byte[] Sample(int length)
    {
        var content = new byte[length];
        var random = new Random(42);
        for (var i = 0; i < length; i++) content[i] = (byte)(i / 100_000 % 2 == 0 ? random.Next(256) : "lorem ipsum "[i % 12]);
        return content;
    }
}
