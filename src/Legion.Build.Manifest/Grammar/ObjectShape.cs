namespace Legion.Build.Manifest.Grammar;

/// <summary>A map of known keys.</summary>
internal sealed class ObjectShape : Shape
{
    private readonly Dictionary<string, int> byName = new(StringComparer.Ordinal);

    public ObjectShape(string title, params KeyShape[] keys)
    {
        Title = title;
        Keys = keys;
        RequiredKeys = keys.Where(static k => k.IsRequired).ToArray();
        for (var i = 0; i < keys.Length; i++) byName.Add(keys[i].Name, i);
    }

    /// <summary>What it is, as a message says it: <c>a chart</c>.</summary>
    public string Title { get; }

    public IReadOnlyList<KeyShape> Keys { get; }

    /// <summary>Groups of keys of which exactly one is there, whole: <c>url</c>, or <c>push</c> and <c>pull</c>.</summary>
    public string[][] Alternatives { get; init; } = [];

    /// <inheritdoc/>
    public override string Noun => "a map";

    public IReadOnlyList<KeyShape> RequiredKeys { get; }

    /// <summary>The index of a key in <see cref="Keys"/>, or -1.</summary>
    public int IndexOf(string name) => byName.TryGetValue(name, out var index) ? index : -1;
}
