using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Legion.Build.Artifacts.Fingerprints;

namespace Legion.Build.Artifacts.Tests.Fingerprints;

public sealed class FingerprintBuilderTests
{
    // Around the length at which facts are handed on to the hash: what is kept from earlier builds must keep its meaning.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4_083)]
    [InlineData(4_084)]
    [InlineData(4_088)]
    [InlineData(4_096)]
    [InlineData(100_000)]
    public void Every_part_is_hashed_with_its_length_before_it(int length)
    {
        var value = new string('é', length / 2) + new string('x', length % 2);
        using var plain = new MemoryStream();
        using var builder = new FingerprintBuilder();
        for (var fact = 0; fact < 3; fact++)
        {
            builder.Add("label", value).Add("none", null);
            Part(plain, "label");
            Part(plain, value);
            Part(plain, "none");
            Length(plain, -1);
        }

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(plain.ToArray())), builder.Build());
        Assert.Equal(builder.Build(), builder.Build());
    }

    private static void Part(MemoryStream output, string text)
    {
        Length(output, Encoding.UTF8.GetByteCount(text));
        output.Write(Encoding.UTF8.GetBytes(text));
    }

    private static void Length(MemoryStream output, int length)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        output.Write(bytes);
    }
}
