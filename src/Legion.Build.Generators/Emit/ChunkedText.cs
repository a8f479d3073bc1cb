using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Legion.Build.Generators.Emit;

/// <summary>A generated text in the pieces it was written in.</summary>
/// <remarks>
/// The compiler's own large texts are made of pieces too, but only by copying: of ten thousand artifacts that is twice sixteen
/// megabytes at every edit, and a garbage collection more.
/// </remarks>
/// <param name="chunks">The pieces, all but the last of <paramref name="size"/> characters.</param>
/// <param name="size">The characters of a whole piece; a power of two.</param>
/// <param name="length">The characters in all.</param>
internal sealed class ChunkedText(char[][] chunks, int size, int length) : SourceText(checksumAlgorithm: SourceHashAlgorithm.Sha256)
{
    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override int Length => length;

    /// <inheritdoc/>
    public override char this[int position] => position < length ? chunks[position / size][position & (size - 1)] : throw new ArgumentOutOfRangeException(nameof(position));

    /// <inheritdoc/>
    public override void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)
    {
        while (count > 0)
        {
            var (chunk, at) = (sourceIndex / size, sourceIndex & (size - 1));
            var part = Math.Min(count, size - at);
            Array.Copy(chunks[chunk], at, destination, destinationIndex, part);
            sourceIndex += part;
            destinationIndex += part;
            count -= part;
        }
    }
}
