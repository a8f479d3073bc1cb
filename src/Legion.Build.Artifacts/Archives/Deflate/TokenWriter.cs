using System.Runtime.CompilerServices;

namespace Legion.Build.Artifacts.Archives.Deflate;

/// <summary>Writes literals and matches into a block's pinned memory, and counts their symbols.</summary>
/// <param name="tokens">Where they go.</param>
/// <param name="literals">Occurrences by literal and length symbol.</param>
/// <param name="distances">Occurrences by distance symbol.</param>
internal unsafe ref struct TokenWriter(uint* tokens, int* literals, int* distances)
{
    private readonly uint* tokens = tokens;
    private readonly int* literals = literals;
    private readonly int* distances = distances;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a literal.</summary>
    /// <param name="value">The byte.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Literal(byte value)
    {
        tokens[Count++] = value;
        literals[value]++;
    }

    /// <summary>Adds a match.</summary>
    /// <param name="length">3 to 258.</param>
    /// <param name="distance">1 to 32768.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Match(int length, int distance)
    {
        tokens[Count++] = DeflateBlock.MatchFlag | ((uint)length << 16) | (uint)(distance - 1);
        literals[DeflateBlock.LengthSymbol(length)]++;
        distances[DeflateBlock.DistanceSymbol(distance - 1)]++;
    }
}
