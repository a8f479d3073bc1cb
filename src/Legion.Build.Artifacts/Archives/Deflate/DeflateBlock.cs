using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Legion.Build.Artifacts.Archives.Deflate;

/// <summary>The literals and matches of one block, and the cheapest of the three ways to write them (RFC 1951, 3.2.3).</summary>
internal sealed class DeflateBlock
{
    /// <summary>Tokens of a block.</summary>
    public const int Capacity = 24 * 1024;


    /// <summary>Set in a match: length from bit 16 on, distance less one from bit 0 on. A literal is its byte.</summary>
    public const uint MatchFlag = 0x8000_0000;

    private const int EndOfBlock = 256;
    private static readonly int[] CodeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    private static readonly byte[] LengthSymbols = MakeLengthSymbols();
    private static readonly HuffmanCode FixedLiterals = HuffmanCode.FromLengths([.. Enumerable.Range(0, 288).Select(static i => (byte)(i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8))]);
    private static readonly HuffmanCode FixedDistances = HuffmanCode.FromLengths([.. Enumerable.Repeat((byte)5, 30)]);

    private readonly uint[] tokens = new uint[Capacity];
    private readonly int[] literalCounts = new int[286];
    private readonly int[] distanceCounts = new int[30];
    private readonly HuffmanCode literals = new(286);
    private readonly HuffmanCode distances = new(30);
    private readonly HuffmanCode codeLengths = new(19);
    private readonly int[] codeLengthCounts = new int[19];
    private readonly uint[] packedLiterals = new uint[256];
    private readonly uint[] packedLengths = new uint[259];
    private readonly uint[] packedDistances = new uint[30];
    private readonly List<(byte Symbol, byte Extra)> header = [];
    private int count;

    /// <summary>Occurrences by literal and length symbol.</summary>
    public int[] LiteralCounts => literalCounts;

    /// <summary>Occurrences by distance symbol.</summary>
    public int[] DistanceCounts => distanceCounts;

    /// <summary>The empty last block of a stream.</summary>
    /// <param name="output">Where the bits go.</param>
    public static void WriteEmpty(BitWriter output)
    {
        output.Reserve(8);
        output.Put(0b011, 3);
        output.Put(0, 7);
    }

    /// <summary>An empty stored block: leaves the stream on a byte border.</summary>
    /// <param name="output">Where the bits go.</param>
    public static void WriteSync(BitWriter output)
    {
        output.Reserve(16);
        output.Put(0, 3);
        output.AlignToByte();
        output.Put(0xFFFF_0000, 32);
    }

    /// <summary>Starts a block.</summary>
    /// <returns>Where its <see cref="Capacity"/> tokens go; their symbols are to be counted.</returns>
    public uint[] Begin()
    {
        Array.Clear(literalCounts);
        Array.Clear(distanceCounts);
        return tokens;
    }

    /// <summary>Takes the tokens.</summary>
    /// <param name="tokenCount">How many there are.</param>
    public void End(int tokenCount) => count = tokenCount;

    /// <summary>Writes the block.</summary>
    /// <param name="output">Where the bits go.</param>
    /// <param name="raw">The bytes the tokens stand for.</param>
    /// <param name="last">True for the last block of the stream.</param>
    public void WriteTo(BitWriter output, ReadOnlySpan<byte> raw, bool last)
    {
        literalCounts[EndOfBlock]++;
        literals.Build(literalCounts, 15);
        distances.Build(distanceCounts, 15);
        BuildHeader(out var literalCount, out var distanceCount, out var codeLengthCount);

        var extra = ExtraBits();
        var headerBits = 14 + (3 * codeLengthCount) + HeaderBits();
        var dynamicBits = headerBits + literals.Cost(literalCounts) + distances.Cost(distanceCounts) + extra;
        var fixedBits = FixedLiterals.Cost(literalCounts) + FixedDistances.Cost(distanceCounts) + extra;
        var storedBits = (raw.Length * 8L) + (40L * (1 + (raw.Length / ushort.MaxValue)));

        output.Reserve(16);
        if (storedBits <= Math.Min(dynamicBits, fixedBits))
        {
            WriteStored(output, raw, last);
            return;
        }

        output.Reserve((int)(Math.Min(dynamicBits, fixedBits) / 8) + 64);
        output.Put(last ? 1UL : 0, 1);
        if (fixedBits <= dynamicBits)
        {
            output.Put(1, 2);
            WriteTokens(output, FixedLiterals, FixedDistances);
            return;
        }

        output.Put(2, 2);
        output.Put((uint)(literalCount - 257) | ((uint)(distanceCount - 1) << 5) | ((uint)(codeLengthCount - 4) << 10), 14);
        for (var i = 0; i < codeLengthCount; i++) output.Put(codeLengths.Lengths[CodeLengthOrder[i]], 3);
        foreach (var (symbol, value) in header)
        {
            output.Put(codeLengths.Codes[symbol], codeLengths.Lengths[symbol]);
            if (symbol >= 16) output.Put(value, HeaderExtraBits(symbol));
        }

        WriteTokens(output, literals, distances);
    }

    public static void WriteStored(BitWriter output, ReadOnlySpan<byte> raw, bool last)
    {
        do
        {
            var part = Math.Min(raw.Length, ushort.MaxValue);
            output.Reserve(16);
            output.Put(last && part == raw.Length ? 1UL : 0, 3);
            output.AlignToByte();
            output.Put((uint)part | ((uint)~part << 16), 32);
            output.PutBytes(raw[..part]);
            raw = raw[part..];
        }
        while (raw.Length > 0);
    }

    private static byte[] MakeLengthSymbols()
    {
        var symbols = new byte[259];
        for (var length = 3; length < 258; length++)
        {
            var (extra, l) = (LengthExtraBits(length), length - 3);
            symbols[length] = (byte)(extra == 0 ? l : (4 * extra) + (l >> extra));
        }

        symbols[258] = 28;
        return symbols;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LengthExtraBits(int length) => length < 11 || length == 258 ? 0 : BitOperations.Log2((uint)(length - 3)) - 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int DistanceExtraBits(int distanceLessOne) => distanceLessOne < 4 ? 0 : BitOperations.Log2((uint)distanceLessOne) - 1;

    /// <summary>The symbol of a length.</summary>
    /// <param name="length">3 to 258.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LengthSymbol(int length) => 257 + LengthSymbols[length];

    /// <summary>The symbol of a distance.</summary>
    /// <param name="distanceLessOne">0 to 32767.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int DistanceSymbol(int distanceLessOne)
    {
        if (distanceLessOne < 4) return distanceLessOne;
        var extra = BitOperations.Log2((uint)distanceLessOne) - 1;
        return (2 * extra) + (distanceLessOne >> extra);
    }

    private static int HeaderExtraBits(int symbol) => symbol switch { 16 => 2, 17 => 3, 18 => 7, _ => 0 };

    private long ExtraBits()
    {
        var bits = 0L;
        for (var symbol = 8; symbol < 28; symbol++) bits += (long)literalCounts[257 + symbol] * ((symbol - 4) / 4);
        for (var symbol = 4; symbol < 30; symbol++) bits += (long)distanceCounts[symbol] * ((symbol - 2) / 2);
        return bits;
    }

    private int HeaderBits()
    {
        var bits = 0;
        foreach (var (symbol, _) in header) bits += codeLengths.Lengths[symbol] + HeaderExtraBits(symbol);
        return bits;
    }

    /// <summary>Both codes' lengths as one run-length coded sequence (RFC 1951, 3.2.7).</summary>
    private void BuildHeader(out int literalCount, out int distanceCount, out int codeLengthCount)
    {
        literalCount = 286;
        while (literalCount > 257 && literals.Lengths[literalCount - 1] == 0) literalCount--;
        distanceCount = 30;
        while (distanceCount > 1 && distances.Lengths[distanceCount - 1] == 0) distanceCount--;

        Span<byte> all = stackalloc byte[316];
        literals.Lengths.AsSpan(0, literalCount).CopyTo(all);
        distances.Lengths.AsSpan(0, distanceCount).CopyTo(all[literalCount..]);
        all = all[..(literalCount + distanceCount)];
        header.Clear();
        Array.Clear(codeLengthCounts);
        for (var i = 0; i < all.Length;)
        {
            var run = 1;
            while (i + run < all.Length && all[i + run] == all[i]) run++;
            AddRun(all[i], run);
            i += run;
        }

        codeLengths.Build(codeLengthCounts, 7);
        codeLengthCount = 19;
        while (codeLengthCount > 4 && codeLengths.Lengths[CodeLengthOrder[codeLengthCount - 1]] == 0) codeLengthCount--;
    }

    private void AddRun(byte length, int run)
    {
        if (length == 0)
        {
            for (; run >= 11; run -= Math.Min(run, 138)) AddHeader(18, Math.Min(run, 138) - 11);
            if (run >= 3)
            {
                AddHeader(17, run - 3);
                run = 0;
            }
        }
        else if (run >= 4)
        {
            AddHeader(length, 0);
            run--;
            for (; run >= 3; run -= Math.Min(run, 6)) AddHeader(16, Math.Min(run, 6) - 3);
        }

        for (; run > 0; run--) AddHeader(length, 0);
    }

    private void AddHeader(int symbol, int extra)
    {
        header.Add(((byte)symbol, (byte)extra));
        codeLengthCounts[symbol]++;
    }

    private unsafe void WriteTokens(BitWriter output, HuffmanCode literals, HuffmanCode distances)
    {
        PackCodes(literals, distances);
        var (pending, pendingBits) = output.State;
        fixed (uint* first = tokens, literal = packedLiterals, length = packedLengths, distance = packedDistances)
        fixed (byte* start = output.Rest)
        {
            var to = start;
            for (uint* token = first, end = first + count; token < end; token++)
            {
                // 48 bits are the most a token takes (15 + 5 + 15 + 13), and 7 are the most that are pending.
                var t = *token;
                if ((t & MatchFlag) == 0)
                {
                    var code = literal[t];
                    pending |= (ulong)(code & 0xFFFF) << pendingBits;
                    pendingBits += (int)(code >> 16);
                }
                else
                {
                    var code = length[(t >> 16) & 0x1FF];
                    pending |= (ulong)(code & 0xF_FFFF) << pendingBits;
                    pendingBits += (int)(code >> 20);
                    var less = (int)(t & 0xFFFF);
                    var extra = DistanceExtraBits(less);
                    code = distance[DistanceSymbol(less)];
                    pending |= ((code & 0xFFFF) | ((ulong)(uint)(less & ((1 << extra) - 1)) << (int)(code >> 16))) << pendingBits;
                    pendingBits += (int)(code >> 16) + extra;
                }

                Unsafe.WriteUnaligned(to, BitConverter.IsLittleEndian ? pending : BinaryPrimitives.ReverseEndianness(pending));
                to += pendingBits >> 3;
                pending >>= pendingBits & ~7;
                pendingBits &= 7;
            }

            output.Advance((int)(to - start), pending, pendingBits);
        }

        output.Put(literals.Codes[EndOfBlock], literals.Lengths[EndOfBlock]);
    }

    // Code and number of bits in one word; a length's code with its extra bits behind it.
    private void PackCodes(HuffmanCode literals, HuffmanCode distances)
    {
        for (var i = 0; i < 256; i++) packedLiterals[i] = literals.Codes[i] | ((uint)literals.Lengths[i] << 16);
        for (var i = 0; i < 30; i++) packedDistances[i] = distances.Codes[i] | ((uint)distances.Lengths[i] << 16);
        for (var length = 3; length <= 258; length++)
        {
            var symbol = 257 + LengthSymbols[length];
            var (bits, extra) = (literals.Lengths[symbol], LengthExtraBits(length));
            packedLengths[length] = literals.Codes[symbol] | ((uint)((length - 3) & ((1 << extra) - 1)) << bits) | ((uint)(bits + extra) << 20);
        }
    }
}
