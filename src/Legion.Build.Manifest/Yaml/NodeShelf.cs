using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Manifest.Yaml;

/// <summary>Nodes of one artifact, which the next artifact is read into again.</summary>
/// <remarks>
/// An artifact is bound as soon as it is read and nobody keeps its nodes; made anew for each, they would be two thirds of what reading a
/// manifest allocates.
/// </remarks>
internal sealed class NodeShelf
{
    private readonly Row<YamlScalar> scalars = new();
    private readonly Row<YamlEntry> entries = new();
    private readonly Row<YamlMapping> mappings = new();
    private readonly Row<YamlSequence> sequences = new();
    private readonly Dictionary<int, Row<YamlEntry[]>> entryArrays = [];
    private readonly Dictionary<int, Row<YamlNode[]>> itemArrays = [];

    public YamlScalar Scalar(in PlainScalar scalar)
    {
        if (scalars.Next() is not { } node) return scalars.Add(scalar.ToNode());
        node.Become(scalar.Span, scalar.Text, scalar.Style);
        return node;
    }

    public YamlEntry Entry(in PlainScalar key, YamlNode value)
    {
        if (entries.Next() is not { } entry) return entries.Add(key.With(value));
        entry.Become(key.Span, key.Text, key.Style, value);
        return entry;
    }

    public YamlMapping Mapping(SourceSpan span, int weight, Pieces<YamlEntry> all, int first, bool isFlow)
    {
        var own = Array(entryArrays, all, first);
        if (mappings.Next() is not { } node) return mappings.Add(new(span, null, weight, own, isFlow));
        node.Become(span, weight, own, isFlow);
        return node;
    }

    public YamlSequence Sequence(SourceSpan span, int weight, Pieces<YamlNode> all, int first, bool isFlow)
    {
        var own = Array(itemArrays, all, first);
        if (sequences.Next() is not { } node) return sequences.Add(new(span, null, weight, own, isFlow));
        node.Become(span, weight, own, isFlow);
        return node;
    }

    /// <summary>Gives all nodes free.</summary>
    public void Clear()
    {
        scalars.Clear();
        entries.Clear();
        mappings.Clear();
        sequences.Clear();
        foreach (var row in entryArrays.Values) row.Clear();
        foreach (var row in itemArrays.Values) row.Clear();
    }

    private static T[] Array<T>(Dictionary<int, Row<T[]>> rows, Pieces<T> all, int first)
        where T : class
    {
        var length = all.Count - first;
        if (!rows.TryGetValue(length, out var row)) rows.Add(length, row = new());
        var own = row.Next() ?? row.Add(new T[length]);
        all.Take(first, own);
        return own;
    }

    /// <summary>Things of one kind: the first of them are in use.</summary>
    private sealed class Row<T>
        where T : class
    {
        private readonly List<T> all = [];
        private int used;

        public T? Next() => used < all.Count ? all[used++] : null;

        public T Add(T thing)
        {
            all.Add(thing);
            used++;
            return thing;
        }

        public void Clear() => used = 0;
    }
}
