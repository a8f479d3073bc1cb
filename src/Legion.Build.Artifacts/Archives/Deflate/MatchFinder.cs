using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Legion.Build.Artifacts.Archives.Deflate;

/// <summary>Finds earlier occurrences by chains of equal hashes, in pinned memory.</summary>
/// <param name="bytes">History and content.</param>
/// <param name="heads">The latest position by hash, <see cref="Heads"/> of them; far negative: none.</param>
/// <param name="chain">The position before by position, a ring of <see cref="DeflateEncoder.WindowSize"/>.</param>
/// <param name="end">Number of bytes.</param>
internal readonly unsafe struct MatchFinder(byte* bytes, int* heads, int* chain, int end)
{
    /// <summary>The shortest match looked for: three bytes are seldom cheaper than three literals.</summary>
    public const int MinMatch = 4;

    /// <summary>How many hashes there are.</summary>
    public const int Heads = 1 << HashBits;

    private const int HashBits = 16;
    private const int MaxMatch = 258;
    private const int WindowMask = DeflateEncoder.WindowSize - 1;
    private const int FarForMinMatch = 8 * 1024; // beyond it four literals are cheaper than the match
    private readonly int* heads = heads;
    private readonly int* chain = chain;

    /// <summary>History and content.</summary>
    public byte* Bytes { get; } = bytes;

    /// <summary>Number of bytes.</summary>
    public int End { get; } = end;

    /// <summary>Remembers a position.</summary>
    /// <param name="position">The position.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Insert(int position)
    {
        if (position + MinMatch > End) return;
        var slot = heads + Hash(position);
        if (*slot == position) return; // the lazy look has been here
        chain[position & WindowMask] = *slot;
        *slot = position;
    }

    /// <summary>Remembers the positions of a match.</summary>
    /// <param name="from">The first one; it may be remembered already.</param>
    /// <param name="to">The one after the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void InsertAll(int from, int to)
    {
        var theseHeads = heads;
        var thisChain = chain;
        var last = Math.Min(to, End - MinMatch + 1);
        if (from < last) Insert(from++);
        for (var position = from; position < last; position++)
        {
            var slot = theseHeads + Hash(position);
            thisChain[position & WindowMask] = *slot;
            *slot = position;
        }
    }

    /// <summary>The longest earlier occurrence of what stands at a position, which is remembered.</summary>
    /// <param name="position">The position.</param>
    /// <param name="longerThan">Only longer ones count.</param>
    /// <param name="tries">How many to look at.</param>
    /// <param name="niceLength">Long enough to stop looking.</param>
    /// <returns>Zeros: none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (int Length, int Distance) Find(int position, int longerThan, int tries, int niceLength)
    {
        var room = Math.Min(MaxMatch, End - position);
        if (room < MinMatch || room <= longerThan) return default;
        var slot = heads + Hash(position);
        var candidate = *slot;
        var oldest = Math.Max(position - DeflateEncoder.WindowSize, 0);
        if (candidate == position)
        {
            candidate = chain[position & WindowMask];
        }
        else
        {
            chain[position & WindowMask] = candidate;
            *slot = position;
        }

        var (bestLength, bestDistance) = (longerThan, 0);
        var here = Bytes + position;
        var first = Unsafe.ReadUnaligned<uint>(here);
        while (candidate >= oldest && tries-- > 0)
        {
            var there = Bytes + candidate;
            if (Unsafe.ReadUnaligned<uint>(there) == first
                && (bestLength < MinMatch || Unsafe.ReadUnaligned<uint>(there + bestLength - 3) == Unsafe.ReadUnaligned<uint>(here + bestLength - 3)))
            {
                var length = Extend(here, there, room);
                if (length > bestLength && !(length == MinMatch && position - candidate > FarForMinMatch))
                {
                    (bestLength, bestDistance) = (length, position - candidate);
                    if (length >= niceLength || length == room) break;
                }
            }

            var older = chain[candidate & WindowMask];
            if (older >= candidate) break; // the ring has been overwritten
            candidate = older;
        }

        return bestDistance == 0 ? default : (bestLength, bestDistance);
    }

    /// <summary>Whether what stands at a position is remembered from before.</summary>
    /// <param name="position">The position; four bytes stand there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsKnown(int position)
    {
        var candidate = heads[Hash(position)];
        return candidate >= Math.Max(position - DeflateEncoder.WindowSize, 0) && candidate < position
            && Unsafe.ReadUnaligned<uint>(Bytes + candidate) == Unsafe.ReadUnaligned<uint>(Bytes + position);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Extend(byte* here, byte* there, int room)
    {
        var length = MinMatch;
        while (length + 8 <= room)
        {
            var difference = Unsafe.ReadUnaligned<ulong>(here + length) ^ Unsafe.ReadUnaligned<ulong>(there + length);
            if (difference != 0) return length + ((BitConverter.IsLittleEndian ? BitOperations.TrailingZeroCount(difference) : BitOperations.LeadingZeroCount(difference)) / 8);
            length += 8;
        }

        while (length < room && here[length] == there[length]) length++;
        return length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Hash(int position)
    {
        var four = Unsafe.ReadUnaligned<uint>(Bytes + position);
        if (!BitConverter.IsLittleEndian) four = BinaryPrimitives.ReverseEndianness(four);
        return (int)((four * 0x9E37_79B1u) >> (32 - HashBits));
    }
}
