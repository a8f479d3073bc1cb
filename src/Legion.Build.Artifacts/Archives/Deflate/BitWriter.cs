using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Legion.Build.Artifacts.Archives.Deflate;

/// <summary>Packs bits into bytes, least significant first (RFC 1951, 3.1.1). Reusable.</summary>
internal sealed class BitWriter
{
    private byte[] bytes = new byte[64 * 1024];
    private ulong pending;
    private int pendingBits;

    /// <summary>Bytes completed so far.</summary>
    public int Length { get; private set; }

    /// <summary>The completed bytes.</summary>
    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    /// <summary>Starts anew.</summary>
    public void Clear() => (Length, pending, pendingBits) = (0, 0, 0);

    /// <summary>Makes room, so that the next <paramref name="count"/> bytes need no check.</summary>
    /// <param name="count">Bytes.</param>
    public void Reserve(int count)
    {
        if (bytes.Length - Length < count + 16) Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + count + 16));
    }

    /// <summary>Writes up to 48 bits into reserved room.</summary>
    /// <param name="value">The bits, the first one lowest; no others set.</param>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(ulong value, int count)
    {
        pending |= value << pendingBits;
        pendingBits += count;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(Length), pending);
        Length += pendingBits >> 3;
        pending >>= pendingBits & ~7;
        pendingBits &= 7;
    }

    /// <summary>The bits that do not fill a byte yet, and how many: what code that writes by itself begins with.</summary>
    public (ulong Pending, int Bits) State => (pending, pendingBits);

    /// <summary>The reserved room.</summary>
    public Span<byte> Rest => bytes.AsSpan(Length);

    /// <summary>Takes over from code that wrote by itself.</summary>
    /// <param name="count">Bytes it wrote to <see cref="Rest"/>.</param>
    /// <param name="pendingThen">The bits that do not fill a byte yet.</param>
    /// <param name="bits">How many.</param>
    public void Advance(int count, ulong pendingThen, int bits) => (Length, pending, pendingBits) = (Length + count, pendingThen, bits);

    /// <summary>Fills the current byte with zero bits.</summary>
    public void AlignToByte()
    {
        Reserve(8);
        if (pendingBits > 0) Put(0, 8 - pendingBits);
    }

    /// <summary>Copies whole bytes; the writer must stand on a byte border.</summary>
    /// <param name="content">The bytes.</param>
    public void PutBytes(ReadOnlySpan<byte> content)
    {
        Reserve(content.Length);
        content.CopyTo(bytes.AsSpan(Length));
        Length += content.Length;
    }
}
