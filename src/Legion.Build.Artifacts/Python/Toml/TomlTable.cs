using System.Diagnostics.CodeAnalysis;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Python.Toml;

/// <summary>A table; keys keep their order.</summary>
/// <param name="Span">Of the header's name, of the braces, or of the first dotted key that made it.</param>
/// <param name="Inline">True when written in braces: such a table is complete.</param>
internal sealed record TomlTable(SourceSpan Span, bool Inline = false) : TomlValue(Span)
{
    private readonly Dictionary<string, TomlEntry> byKey = new(StringComparer.Ordinal);
    private readonly List<TomlEntry> entries = [];

    /// <summary>The entries in document order.</summary>
    public IReadOnlyList<TomlEntry> Entries => entries;

    /// <inheritdoc/>
    public override string Kind => "table";

    /// <summary>True once a <c>[header]</c> has defined it.</summary>
    internal bool DefinedByHeader { get; set; }

    /// <summary>True when a dotted key made it; a header may then not define it.</summary>
    internal bool DefinedByDottedKey { get; set; }

    /// <summary>The entry under <paramref name="key"/>, or null.</summary>
    /// <param name="key">The key, unquoted.</param>
    public TomlEntry? Find(string key) => byKey.GetValueOrDefault(key);

    /// <summary>The value under <paramref name="key"/>, where it is of type <typeparamref name="T"/>.</summary>
    /// <typeparam name="T">The type asked for.</typeparam>
    /// <param name="key">The key, unquoted.</param>
    /// <param name="value">The value.</param>
    public bool TryGet<T>(string key, [NotNullWhen(true)] out T? value)
        where T : TomlValue
    {
        value = Find(key)?.Value as T;
        return value is not null;
    }

    /// <summary>The table at a path of keys, or null when any part of it is missing or no table.</summary>
    /// <param name="path">The keys, outermost first.</param>
    public TomlTable? Table(params ReadOnlySpan<string> path)
    {
        var table = this;
        foreach (var key in path)
        {
            if (!table.TryGet<TomlTable>(key, out var next)) return null;
            table = next;
        }

        return table;
    }

    /// <summary>Adds an entry; the caller has checked that the key is free.</summary>
    /// <param name="entry">The entry.</param>
    internal void Add(TomlEntry entry)
    {
        byKey.Add(entry.Key, entry);
        entries.Add(entry);
    }
}
