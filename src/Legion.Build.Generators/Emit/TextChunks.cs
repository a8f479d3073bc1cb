using System.Buffers;
using Microsoft.CodeAnalysis.Text;

namespace Legion.Build.Generators.Emit;

/// <summary>Text that grows in pieces below the large-object heap, where a megabyte at every edit would call for full collections.</summary>
internal sealed class TextChunks
{
    private const int Size = 32 * 1024;
    private readonly List<char[]> chunks = [];
    private char[] chunk = [];
    private int used;

    private int Limit => chunk.Length == 0 ? 0 : Size;

    /// <summary>Adds a text.</summary>
    public void Append(string text)
    {
        for (var done = 0; done < text.Length;)
        {
            if (used == Limit) Grow();
            var length = Math.Min(text.Length - done, Limit - used);
            text.CopyTo(done, chunk, used, length);
            used += length;
            done += length;
        }
    }

    /// <summary>Adds a character.</summary>
    public void Append(char c)
    {
        if (used == Limit) Grow();
        chunk[used++] = c;
    }

    /// <summary>The text for the compiler, which keeps the pieces: nothing may be added after.</summary>
    public SourceText ToSourceText()
    {
        if (used > 0)
        {
            // What is kept for as long as the compilation lives is kept without air.
            var last = new char[used];
            Array.Copy(chunk, last, used);
            chunks.Add(last);
        }

        if (chunk.Length > 0) ArrayPool<char>.Shared.Return(chunk);
        return new ChunkedText([.. chunks], Size, used == 0 ? chunks.Count * Size : ((chunks.Count - 1) * Size) + used);
    }

    private void Grow()
    {
        // A full piece belongs to the text from here on; only the last one goes back.
        if (used > 0) chunks.Add(chunk);
        chunk = ArrayPool<char>.Shared.Rent(Size);
        used = 0;
    }
}
