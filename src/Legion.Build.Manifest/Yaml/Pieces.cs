namespace Legion.Build.Manifest.Yaml;

/// <summary>A list that grows in pieces below the large-object heap, where one array at every key typed would call for full collections.</summary>
/// <typeparam name="T">The element type; a reference.</typeparam>
internal sealed class Pieces<T>
    where T : class
{
    private const int Bits = 10;
    private const int Size = 1 << Bits;
    private const int First = 16;
    private readonly List<T[]> pieces = [];

    /// <summary>The number of elements.</summary>
    public int Count { get; private set; }

    /// <summary>The element at <paramref name="index"/>.</summary>
    /// <param name="index">Zero-based, below <see cref="Count"/>.</param>
    public T this[int index] => pieces[index >> Bits][index & (Size - 1)];

    /// <summary>Adds one at the end.</summary>
    public void Add(T element)
    {
        var (piece, at) = (Count >> Bits, Count & (Size - 1));
        if (piece == pieces.Count) pieces.Add(new T[piece == 0 ? First : Size]);
        else if (at == pieces[piece].Length) pieces[piece] = Grown(pieces[piece]);
        pieces[piece][at] = element;
        Count++;
    }

    /// <summary>The elements from <paramref name="first"/> on, in an array of their size.</summary>
    public T[] Copy(int first)
    {
        if (first == Count) return [];
        var copy = new T[Count - first];
        CopyTo(copy, first);
        return copy;
    }

    /// <summary>Takes the elements from <paramref name="first"/> on off the end.</summary>
    public T[] Take(int first)
    {
        var taken = Copy(first);
        Count = first;
        return taken;
    }

    /// <summary>Takes them off into an array of their number.</summary>
    public void Take(int first, T[] taken)
    {
        CopyTo(taken, first);
        Count = first;
    }

    private void CopyTo(T[] copy, int first)
    {
        for (var at = first; at < Count;)
        {
            var part = Math.Min(Size - (at & (Size - 1)), Count - at);
            Array.Copy(pieces[at >> Bits], at & (Size - 1), copy, at - first, part);
            at += part;
        }
    }

    private static T[] Grown(T[] piece)
    {
        Array.Resize(ref piece, piece.Length * 4);
        return piece;
    }
}
