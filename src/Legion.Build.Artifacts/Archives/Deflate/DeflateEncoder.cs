using System.Numerics;

namespace Legion.Build.Artifacts.Archives.Deflate;

/// <summary>Raw DEFLATE (RFC 1951) in managed code: hash chains, lazy matching, dynamic Huffman codes. Reusable, not thread-safe.</summary>
/// <remarks>
/// Why not System.IO.Compression: the zlib below it changes with the runtime's version and takes other paths on other
/// processors, and with them the bytes. What is released must be the same bytes on every machine.
/// </remarks>
internal sealed unsafe class DeflateEncoder
{
    /// <summary>How far back a match can reach (RFC 1951, 3.2.5).</summary>
    public const int WindowSize = 32 * 1024;

    private const int NiceLength = 96;
    private const int MaxChain = 2;
    private const int LazyChain = 1;
    private const int MissesBeforeSkipping = 5; // as a power of two
    private const int MaxSkip = 24;

    private readonly int[] head = new int[MatchFinder.Heads];
    private readonly int[] previous = new int[WindowSize];
    private readonly DeflateBlock block = new();

    /// <summary>Compresses <paramref name="data"/> from <paramref name="start"/> on; what stands before it is history that matches may reach into.</summary>
    /// <param name="data">History, if any, and the bytes to compress.</param>
    /// <param name="start">Length of the history.</param>
    /// <param name="last">True to end the stream; false to end on a byte border with an empty stored block, so that another part can follow.</param>
    /// <param name="output">Where the bits go.</param>
    public void Compress(ReadOnlySpan<byte> data, int start, bool last, BitWriter output)
    {
        head.AsSpan().Fill(-WindowSize - 1);
        fixed (byte* bytes = data)
        fixed (int* heads = head)
        fixed (int* chain = previous)
        {
            var finder = new MatchFinder(bytes, heads, chain, data.Length);
            for (var i = Math.Max(0, start - WindowSize); i < start; i++) finder.Insert(i);
            for (var (position, noise) = (start, start); position < data.Length;)
            {
                var from = position;
                if (position >= noise)
                {
                    position = NoiseProbe.End(finder, position);
                    if (position > from) DeflateBlock.WriteStored(output, data[from..position], last && position == data.Length);
                    if (position == data.Length) break;
                    (from, noise) = (position, NoiseProbe.Start(finder, position));
                }

                position = Tokenize(finder, position, noise);
                block.WriteTo(output, data[from..position], last && position == data.Length);
            }
        }

        if (last)
        {
            if (start == data.Length) DeflateBlock.WriteEmpty(output);
            output.AlignToByte();
        }
        else
        {
            DeflateBlock.WriteSync(output);
        }
    }

    // Fills the block; a match may end behind the limit.
    private int Tokenize(MatchFinder finder, int position, int limit)
    {
        var misses = 0;
        fixed (uint* tokens = block.Begin())
        fixed (int* literals = block.LiteralCounts, distances = block.DistanceCounts)
        {
            var writer = new TokenWriter(tokens, literals, distances);
            while (position < limit && writer.Count < DeflateBlock.Capacity - 1)
            {
                var match = finder.Find(position, MatchFinder.MinMatch - 1, MaxChain, NiceLength);
                if (match.Length < MatchFinder.MinMatch)
                {
                    // The longer nothing repeats, the less often we look.
                    var skip = Math.Min(1 + (misses++ >> MissesBeforeSkipping), MaxSkip);
                    for (var stop = Math.Min(position + Math.Min(skip, DeflateBlock.Capacity - 1 - writer.Count), limit); position < stop; position++) writer.Literal(finder.Bytes[position]);
                    continue;
                }

                misses = 0;
                while (match.Length < NiceLength && writer.Count < DeflateBlock.Capacity - 2)
                {
                    // Lazy matching: a clearly better match one byte on is worth a literal.
                    var next = finder.Find(position + 1, match.Length - 1, LazyChain, NiceLength);
                    if ((4 * (next.Length - match.Length)) + BitOperations.Log2((uint)match.Distance) - BitOperations.Log2((uint)next.Distance | 1) <= 2) break;
                    writer.Literal(finder.Bytes[position++]);
                    match = next;
                }

                writer.Match(match.Length, match.Distance);
                finder.InsertAll(position + 1, position + match.Length);
                position += match.Length;
            }

            block.End(writer.Count);
        }

        return position;
    }
}
