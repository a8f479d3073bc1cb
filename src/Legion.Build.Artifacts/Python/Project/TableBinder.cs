using Legion.Build.Artifacts.Python.Toml;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Python.Project;

/// <summary>Takes typed values out of a table and reports what is of another type, with its place.</summary>
/// <param name="table">The table.</param>
/// <param name="name">Its name in messages, such as <c>project.readme</c>.</param>
/// <param name="path">The file.</param>
/// <param name="findings">Where wrong types go.</param>
internal sealed class TableBinder(TomlTable table, string name, string path, Findings findings)
{
    /// <summary>The table.</summary>
    public TomlTable Table => table;

    /// <summary>Its name in messages.</summary>
    public string Name => name;

    /// <summary>Reports a wrong field.</summary>
    /// <param name="span">Where.</param>
    /// <param name="message">What is wrong and what to do.</param>
    public void Refuse(SourceSpan span, string message) => findings.Add(PythonRules.InvalidField, new(path, span), message);

    /// <summary>Where a key stands; of a missing one: the table.</summary>
    /// <param name="key">The key.</param>
    public SourceSpan KeySpan(string key) => table.Find(key)?.KeySpan ?? table.Span;

    /// <summary>Where a value stands; of a missing one: the table.</summary>
    /// <param name="key">The key.</param>
    public SourceSpan ValueSpan(string key) => table.Find(key)?.Value.Span ?? table.Span;

    /// <summary>A string, or null where there is none.</summary>
    /// <param name="key">The key.</param>
    public string? String(string key) => Value<TomlString>(key, "a string")?.Value;

    /// <summary>A table's binder, or null where there is none.</summary>
    /// <param name="key">The key.</param>
    public TableBinder? SubTable(string key) =>
        Value<TomlTable>(key, "a table") is { } found ? new(found, name.Length == 0 ? key : $"{name}.{key}", path, findings) : null;

    /// <summary>The strings of an array; empty where there is none.</summary>
    /// <param name="key">The key.</param>
    public IReadOnlyList<TomlString> Strings(string key) => Items<TomlString>(key, "an array of strings");

    /// <summary>The tables of an array; empty where there is none.</summary>
    /// <param name="key">The key.</param>
    public IReadOnlyList<TableBinder> Tables(string key) =>
        [.. Items<TomlTable>(key, "an array of tables").Select(t => new TableBinder(t, $"{name}.{key}", path, findings))];

    /// <summary>The entries of a table of strings; empty where there is none.</summary>
    /// <param name="key">The key.</param>
    public IReadOnlyList<(TomlEntry Entry, string Value)> StringMap(string key)
    {
        if (SubTable(key) is not { } sub) return [];
        var map = new List<(TomlEntry, string)>();
        foreach (var entry in sub.Table.Entries)
        {
            if (entry.Value is TomlString text) map.Add((entry, text.Value));
            else Refuse(entry.Value.Span, $"'{sub.Name}.{entry.Key}' must be a string, and is a {entry.Value.Kind}");
        }

        return map;
    }

    /// <summary>The keys that are none of <paramref name="known"/>: an error where one was misspelt, a warning where it may be of a newer time.</summary>
    /// <param name="known">The keys this build knows.</param>
    public IReadOnlyList<string> WarnOfUnknownKeys(IReadOnlyCollection<string> known)
    {
        var unknown = new List<string>();
        foreach (var entry in table.Entries.Where(e => !known.Contains(e.Key)))
        {
            unknown.Add(entry.Key);
            if (Spelling.Nearest(entry.Key, known) is { } nearest) Refuse(entry.KeySpan, $"'{entry.Key}' is no key of [{name}]; did you mean '{nearest}'?");
            else findings.Add(PythonRules.UnknownField, new(path, entry.KeySpan), entry.Key, name);
        }

        return unknown;
    }

    /// <summary>Reports the keys that are none of <paramref name="known"/>.</summary>
    /// <param name="known">The keys the table may have.</param>
    public void RefuseUnknownKeys(IReadOnlyCollection<string> known)
    {
        foreach (var entry in table.Entries)
        {
            if (known.Contains(entry.Key)) continue;
            var nearest = Spelling.Nearest(entry.Key, known);
            Refuse(entry.KeySpan, $"'{entry.Key}' is no key of [{name}]" + (nearest is null ? $"; it has {string.Join(", ", known.Order(StringComparer.Ordinal))}" : $"; did you mean '{nearest}'?"));
        }
    }

    private T? Value<T>(string key, string what)
        where T : TomlValue
    {
        if (table.Find(key) is not { } entry) return null;
        if (entry.Value is T value) return value;
        Refuse(entry.Value.Span, $"'{name}.{key}' must be {what}, and is a {entry.Value.Kind}");
        return null;
    }

    private List<T> Items<T>(string key, string what)
        where T : TomlValue
    {
        if (Value<TomlArray>(key, what) is not { } array) return [];
        var items = new List<T>(array.Items.Count);
        foreach (var item in array.Items)
        {
            if (item is T value) items.Add(value);
            else Refuse(item.Span, $"'{name}.{key}' must be {what}, and holds a {item.Kind}");
        }

        return items;
    }
}
