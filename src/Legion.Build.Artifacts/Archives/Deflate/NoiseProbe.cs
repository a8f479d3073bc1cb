using System.Numerics;
using System.Runtime.CompilerServices;

namespace Legion.Build.Artifacts.Archives.Deflate;

/// <summary>Tells bytes that no code makes shorter (compressed, encrypted or random ones) from all others.</summary>
internal static unsafe class NoiseProbe
{
    // How many bytes are judged together, and every how many of noise one position is remembered.
    private const int Length = 2048;
    private const int Step = 32;

    // Even counts of 256 values have the smallest sum of squares, n * n / 256 + n by chance alone. Data an order-0 code
    // makes 1 % shorter has a sum 6 % above the first part; chance moves the sum by 1 %.
    private const int Most = ((Length * Length / 256 * 106) / 100) + Length;

    /// <summary>Where the bytes from a position on that nothing makes shorter end: at the position, when there are none.</summary>
    /// <param name="finder">Knows what was there before; remembers some of them.</param>
    /// <param name="position">The position.</param>
    public static int End(MatchFinder finder, int position)
    {
        while (position + Length <= finder.End && IsNoise(finder, position))
        {
            for (var i = 0; i < Length; i += Step) finder.Insert(position + i);
            position += Length;
        }

        return position;
    }

    /// <summary>Where such bytes begin again, behind a position they do not begin at.</summary>
    /// <param name="finder">Knows what was there before.</param>
    /// <param name="position">The position.</param>
    public static int Start(MatchFinder finder, int position)
    {
        do position += Length;
        while (position + Length <= finder.End && !IsNoise(finder, position));
        return position + Length <= finder.End ? position : finder.End;
    }

    // Random bytes may have come before; then one of a few places in a row is one that was remembered.
    private static bool IsNoise(MatchFinder finder, int position)
    {
        if (!LooksRandom(finder.Bytes + position)) return false;
        for (var i = position; i < position + Step; i++)
        {
            if (finder.IsKnown(i)) return false;
        }

        return true;
    }

    // Whether all byte values occur about as often.
    private static bool LooksRandom(byte* bytes)
    {
        // Text ends here: few of its bytes are above 127, half of random ones are.
        var high = 0;
        for (var i = 0; i < Length; i += 64) high += BitOperations.PopCount(Unsafe.ReadUnaligned<ulong>(bytes + i) & 0x8080_8080_8080_8080);
        if (high is < 80 or > 176) return false; // of 256; chance moves it by 8

        var counts = stackalloc ushort[4 * 256];
        Unsafe.InitBlockUnaligned(counts, 0, 4 * 256 * sizeof(ushort));
        for (var i = 0; i < Length; i += 4)
        {
            // Four tables: no count waits for the one before it to be stored.
            counts[bytes[i]]++;
            counts[256 + bytes[i + 1]]++;
            counts[512 + bytes[i + 2]]++;
            counts[768 + bytes[i + 3]]++;
        }

        var sum = 0;
        for (var i = 0; i < 256; i++)
        {
            var count = counts[i] + counts[256 + i] + counts[512 + i] + counts[768 + i];
            sum += count * count;
        }

        return sum <= Most;
    }
}
