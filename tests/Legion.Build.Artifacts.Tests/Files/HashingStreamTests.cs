using System.Security.Cryptography;
using Legion.Build.Artifacts.Files;

namespace Legion.Build.Artifacts.Tests.Files;

public sealed class HashingStreamTests
{
    [Fact]
    public void Pieces_of_any_size_arrive_in_order_hashed_and_counted()
    {
        var random = new Random(5);
        using var expected = new MemoryStream();
        using var inner = new MemoryStream();
        var hashing = new HashingStream(inner, leaveOpen: true);
        foreach (var size in (int[])[1, 30, 65_535, 1, 65_536, 0, 200_000, 7, 65_537, 40_000, 40_000, 3])
        {
            var piece = new byte[size];
            random.NextBytes(piece);
            expected.Write(piece);
            hashing.Write(piece);
            Assert.Equal(expected.Length, hashing.Length);
        }

        hashing.Dispose();
        Assert.Equal(expected.ToArray(), inner.ToArray());
        Assert.Equal(SHA256.HashData(expected.ToArray()), hashing.Hash);
        Assert.True(inner.CanWrite);
    }

    [Fact]
    public void What_was_gathered_is_passed_on_when_asked()
    {
        using var inner = new MemoryStream();
        using var hashing = new HashingStream(inner, leaveOpen: true);
        hashing.Write([1, 2, 3]);
        hashing.Flush();
        Assert.Equal([1, 2, 3], inner.ToArray());
    }

    [Fact]
    public void A_full_disk_is_told_of_once_and_as_what_it_is()
    {
        var hashing = new HashingStream(new FullStream());
        hashing.Write([1, 2, 3]);
        Assert.Equal("full", Assert.Throws<IOException>(hashing.Dispose).Message);
        hashing.Dispose();
        Assert.Throws<InvalidOperationException>(() => hashing.Hash);
    }

    private sealed class FullStream : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("full");
    }
}
