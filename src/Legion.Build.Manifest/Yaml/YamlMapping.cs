using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Naming;

namespace Legion.Build.Manifest.Yaml;

/// <summary>A map, in the order of the text. A key that is written twice is there twice; merge keys are resolved.</summary>
public sealed class YamlMapping : YamlBranch
{
    /// <summary>Below this many entries a scan beats a table.</summary>
    private const int IndexFrom = 12;
    private YamlEntry[] entries;
    private NameTable<YamlEntry>? index;
    private bool hasKeysTwice;

    internal YamlMapping(SourceSpan span, string? tag, int weight, YamlEntry[] entries, bool isFlow)
        : base(span, tag, weight, isFlow) => this.entries = entries;

    /// <summary>A map without entries.</summary>
    internal static YamlMapping Nothing { get; } = new(default, null, 1, [], isFlow: false);

    /// <summary>The entries, in order; entries of merged maps come last, and only for keys the map does not have itself.</summary>
    public IReadOnlyList<YamlEntry> Entries => entries;

    /// <summary>The same, for loops that run over every artifact: an array costs no call an element.</summary>
    internal YamlEntry[] EntryArray => entries;

    /// <inheritdoc/>
    public override string Noun => "a map";

    /// <summary>The first entry with this key, or null.</summary>
    /// <param name="key">The key's text.</param>
    public YamlEntry? Find(string key)
    {
        var found = IndexOf(key);
        return found < 0 ? null : entries[found];
    }

    /// <summary>True when some key is written twice.</summary>
    internal bool HasKeysTwice
    {
        get
        {
            index ??= BuildIndex();
            return hasKeysTwice;
        }
    }

    /// <summary>True when no entry before this one has its key.</summary>
    /// <param name="entry">One of the entries.</param>
    /// <param name="key">Its key.</param>
    internal bool IsFirst(YamlEntry entry, string key)
    {
        // Nearly no map has a key twice, and each look into a large table waits for memory.
        if (entries.Length >= IndexFrom && !HasKeysTwice) return true;
        return ReferenceEquals(Find(key), entry);
    }

    /// <summary>Where the first entry with this key is among all, or -1.</summary>
    /// <param name="key">The key's text.</param>
    internal int IndexOf(string key)
    {
        if (entries.Length >= IndexFrom) return (index ??= BuildIndex()).IndexOf(key);
        for (var i = 0; i < entries.Length; i++)
        {
            if (entries[i].Key == key) return i;
        }

        return -1;
    }

    /// <summary>Is another map from here on (<see cref="NodeShelf"/>).</summary>
    internal void Become(SourceSpan span, int weight, YamlEntry[] entries, bool isFlow)
    {
        Become(span, weight, isFlow);
        this.entries = entries;
        index = null;
        hasKeysTwice = false;
    }

    /// <inheritdoc/>
    internal override YamlNode At(SourceSpan alias) => new YamlMapping(alias, Tag, Weight, entries, IsFlow) { IsAlias = true };

    private NameTable<YamlEntry> BuildIndex()
    {
        var built = new NameTable<YamlEntry>(entries, static e => e.Key);
        for (var i = 0; i < entries.Length; i++) hasKeysTwice |= built.Enter(i) >= 0;
        return built;
    }
}
