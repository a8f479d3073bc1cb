using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Grammar;
using Legion.Build.Manifest.Naming;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Manifest.Reading;

/// <summary>Holds the nodes against the grammar: known keys, once each, with values of the right kind.</summary>
internal sealed class StructureCheck(Findings findings)
{
    private readonly HashSet<string> done = new(StringComparer.Ordinal);

    /// <summary>Checks a whole manifest, but for the sections that were checked before.</summary>
    public void Check(YamlMapping root) => Object(root, ManifestGrammar.Root, root.Span, "the manifest");

    /// <summary>Checks one section, where it is there.</summary>
    public void CheckSection(YamlMapping root, string section)
    {
        if (root.Find(section) is not { } entry) return;
        Value(entry.Value, KeyOf(section).Shape, KeyOf(section).Quoted);
        done.Add(section);
    }

    /// <summary>The shape of a section whose entries are checked one by one; <see cref="Check"/> passes over it.</summary>
    public MapShape Passing(string section)
    {
        done.Add(section);
        return (MapShape)KeyOf(section).Shape;
    }

    /// <summary>Checks an entry of such a section; that no key is there twice is seen at its end.</summary>
    public void CheckEntry(MapShape section, YamlEntry entry) => Entry(entry, section, owner: null);

    private void Value(YamlNode node, Shape shape, Subject what)
    {
        switch (shape)
        {
            case TextShape text: Text(node, text, what); break;
            case FlagShape: Flag(node, what); break;
            case ListShape list: List(node, list, what); break;
            case SettingsShape settings: Settings(node, settings, what); break;
            case MapShape map: Map(node, map, what); break;
            case ObjectShape @object when node is YamlMapping mapping: Object(mapping, @object, mapping.Span, what); break;
            case ObjectShape @object when node is YamlScalar { IsNull: true }: Required(null, @object, node.Span, what); break;
            default: Wrong(node, shape, what); break;
        }
    }

    private void Object(YamlMapping mapping, ObjectShape shape, SourceSpan at, Subject what)
    {
        var seen = default(KeySet);
        foreach (var entry in mapping.EntryArray)
        {
            if (entry.Key is not { } key)
            {
                findings.Add(ManifestRules.WrongKind, entry.KeySpan, "A key", "text", entry.KeyNode.Noun, string.Empty);
                continue;
            }

            // Keys that begin with x- hold what anchors mark, as in other YAML formats of the field; nothing reads them.
            if (key.Length > 1 && key[1] == '-' && ReferenceEquals(shape, ManifestGrammar.Root) && key.StartsWith("x-", StringComparison.Ordinal)) continue;
            var index = shape.IndexOf(key);
            if (index < 0) UnknownKey(entry, key, shape);
            else if (!seen.Add(index)) Duplicate(mapping, entry, key, shape.Title);
            else if (done.Count == 0 || !ReferenceEquals(shape, ManifestGrammar.Root) || !done.Contains(key)) Value(entry.Value, shape.Keys[index].Shape, shape.Keys[index].Quoted);
        }

        Required(mapping, shape, at, what);
    }

    private void Required(YamlMapping? mapping, ObjectShape shape, SourceSpan at, Subject what)
    {
        for (var i = 0; i < shape.RequiredKeys.Count; i++)
        {
            var key = shape.RequiredKeys[i];
            if (mapping?.Find(key.Name) is null && !IsMisspelt(mapping, shape, key.Name)) findings.Add(ManifestRules.MissingKey, Head(mapping, at), what.Capital, "'" + key.Name + "': " + LowerFirst(key.Description));
        }

        if (shape.Alternatives.Length > 0) Alternatives(mapping, shape, at, what);
    }

    /// <summary>A key that is not known was meant to be this one, and the finding says so: it is not missing besides.</summary>
    private bool IsMisspelt(YamlMapping? mapping, ObjectShape shape, string key)
    {
        var names = shape.Keys.Select(static k => k.Name).ToArray();
        return mapping?.EntryArray.Any(e => e.Key is { } written && shape.IndexOf(written) < 0 && findings.Nearest(written, names) == key) == true;
    }

    private void Alternatives(YamlMapping? mapping, ObjectShape shape, SourceSpan at, Subject what)
    {
        string? begun = null;
        var whole = false;
        foreach (var keys in shape.Alternatives)
        {
            YamlEntry? first = null;
            var count = 0;
            foreach (var key in keys)
            {
                if (mapping?.Find(key) is not { } entry) continue;
                first ??= entry;
                count++;
            }

            if (first is null) continue;
            if (begun is not null) findings.Add(ManifestRules.ConflictingKeys, first.KeySpan, first.Key, begun, what);
            whole = begun is not null || count == keys.Length;
            begun ??= first.Key;
        }

        if (whole || shape.Alternatives.Any(keys => keys.Any(k => IsMisspelt(mapping, shape, k)))) return;
        var needed = string.Join(", or ", shape.Alternatives.Select(static keys => string.Join(" and ", keys.Select(static k => "'" + k + "'"))));
        findings.Add(ManifestRules.MissingKey, Head(mapping, at), what.Capital, needed);
    }

    private void Map(YamlNode node, MapShape shape, Subject what)
    {
        if (node is YamlScalar { IsNull: true }) return;
        if (node is not YamlMapping mapping)
        {
            Wrong(node, shape, what);
            return;
        }

        var owner = findings.Owner;
        foreach (var entry in mapping.EntryArray)
        {
            if (entry.Key is not { } name || mapping.IsFirst(entry, name))
            {
                Entry(entry, shape, owner);
                continue;
            }

            if (owner is null) findings.Owner = entry;
            Duplicate(mapping, entry, name, what.Key);
            findings.Owner = owner;
        }
    }

    private void Entry(YamlEntry entry, MapShape shape, YamlEntry? owner)
    {
        if (owner is null) findings.Owner = entry;
        if (entry.Key is not { } name)
        {
            findings.Add(ManifestRules.WrongKind, entry.KeySpan, "The name of " + shape.ItemNoun, "text", entry.KeyNode.Noun, string.Empty);
        }
        else
        {
            if (shape.Names is { } grammar && !grammar.Accepts(name)) InvalidName(entry, name, shape.ItemNoun, grammar);
            Value(entry.Value, shape.Item, new Subject(shape.Item is ObjectShape ? shape.ItemNoun : string.Empty, name));
        }

        findings.Owner = owner;
    }

    private void List(YamlNode node, ListShape shape, Subject what)
    {
        if (node is YamlSequence sequence)
        {
            for (var i = 0; i < sequence.ItemArray.Length; i++) Value(sequence.ItemArray[i], shape.Item, what.Element(i));
            if (shape.Item is TextShape) Repeated(sequence.ItemArray);
        }
        else if (shape.AllowsSingle && node is YamlScalar { IsNull: false })
        {
            Value(node, shape.Item, what);
        }
        else
        {
            Wrong(node, shape, what);
        }
    }

    private void Repeated(YamlNode[] items)
    {
        for (var i = 1; i < items.Length; i++)
        {
            if (items[i] is not YamlScalar { Text: { Length: > 0 } text } item) continue;
            for (var j = 0; j < i; j++)
            {
                if (items[j] is not YamlScalar other || !string.Equals(other.Text, text, StringComparison.Ordinal)) continue;
                findings.AddRelated(ManifestRules.Repeated, item.Span, other.Span, text);
                break;
            }

            // Beyond what a person lists, only the neighbours matter and time does more.
            if (i > 500) return;
        }
    }

    private void Settings(YamlNode node, SettingsShape shape, Subject what)
    {
        if (node is YamlScalar { IsNull: true }) return;
        if (node is not YamlMapping mapping)
        {
            Wrong(node, shape, what);
            return;
        }

        foreach (var entry in mapping.EntryArray)
        {
            if (entry.Key is not { } key) findings.Add(ManifestRules.WrongKind, entry.KeySpan, "A key of " + what, "text", entry.KeyNode.Noun, string.Empty);
            else if (!mapping.IsFirst(entry, key)) Duplicate(mapping, entry, key, what.Key);
            else if (entry.Value is YamlScalar { IsNull: false }) continue;
            else if (shape.AllowsNesting && entry.Value is YamlMapping) Settings(entry.Value, shape, "'" + key + "'");
            else findings.Add(ManifestRules.WrongKind, Head(entry.Value.Span), "'" + key + "'", "text, a number or a truth value", entry.Value.Noun, string.Empty);
        }
    }

    private void Text(YamlNode node, TextShape shape, Subject what)
    {
        if (node is not YamlScalar scalar || scalar.IsNull)
        {
            Wrong(node, shape, what);
        }
        else if (!scalar.IsText)
        {
            findings.AddWithSuggestion(ManifestRules.WrongKind, node.Span, "\"" + scalar.Text + "\"", what, shape.Noun, scalar.Noun, "; put it in quotes: \"" + scalar.Text + "\"");
        }
        else if (string.IsNullOrWhiteSpace(scalar.Text))
        {
            findings.Add(ManifestRules.EmptyValue, node.Span, what.Capital);
        }
        else if (shape.Words is { } words && Array.IndexOf(words, scalar.Text) < 0)
        {
            UnknownWord(scalar, words, what.Key);
        }
    }

    private void UnknownWord(YamlScalar scalar, string[] words, string what)
    {
        if (string.Equals(what, "apiVersion", StringComparison.Ordinal))
        {
            findings.AddWithSuggestion(ManifestRules.ApiVersion, scalar.Span, words[0], scalar.Text, words[0]);
            return;
        }

        var nearest = findings.Nearest(scalar.Text, words);
        findings.AddWithSuggestion(ManifestRules.UnknownValue, scalar.Span, nearest, scalar.Text, what, Meant(nearest, words));
    }

    private void Flag(YamlNode node, Subject what)
    {
        if (node is YamlScalar scalar && scalar.TryGetBoolean(out _)) return;
        var meant = (node as YamlScalar)?.Text.ToLowerInvariant() switch
        {
            "yes" or "on" or "y" or "1" or "true" => "true",
            "no" or "off" or "n" or "0" or "false" => "false",
            _ => null,
        };
        findings.AddWithSuggestion(ManifestRules.WrongKind, Head(node.Span), meant, what, "true or false",
            node is YamlScalar { IsNull: false } text ? "'" + text.Text + "'" : node.Noun, meant is null ? string.Empty : "; write " + meant);
    }

    private void Wrong(YamlNode node, Shape shape, Subject what) =>
        findings.Add(ManifestRules.WrongKind, Head(node.Span), what.Capital, shape.Noun, node.Noun,
            shape is ListShape && node is YamlScalar { IsNull: true } ? "; write [] for none" : string.Empty);

    private void UnknownKey(YamlEntry entry, string key, ObjectShape shape)
    {
        var names = shape.Keys.Select(static k => k.Name).ToArray();
        var nearest = findings.Nearest(key, names);
        findings.AddWithSuggestion(ManifestRules.UnknownKey, entry.KeySpan, nearest, key, shape.Title, Meant(nearest, names));
    }

    private void InvalidName(YamlEntry entry, string name, string noun, NameGrammar grammar)
    {
        var lower = name.Trim().ToLowerInvariant().Replace(' ', '-');
        findings.AddWithSuggestion(ManifestRules.InvalidName, entry.KeySpan, grammar.Accepts(lower) ? lower : null, name, noun, "it takes " + grammar.Rule);
    }

    private void Duplicate(YamlMapping mapping, YamlEntry entry, string key, string what)
    {
        var first = mapping.Find(key)!;
        findings.AddRelated(ManifestRules.Duplicate, entry.KeySpan, first.KeySpan, key, what, Invariant(first.KeySpan.StartLine + 1));
    }

    internal static string Meant(string? nearest, IEnumerable<string> all)
    {
        if (nearest is not null) return "; did you mean '" + nearest + "'?";
        var known = string.Join(", ", all.Take(20));
        return known.Length == 0 ? string.Empty : "; there are: " + known;
    }

    /// <summary>The first line of a span: nobody wants ten underlined lines.</summary>
    internal static SourceSpan Head(SourceSpan span) => span.EndLine == span.StartLine
        ? span
        : new(span.Start, 0, span.StartLine, span.StartColumn, span.StartLine, span.StartColumn);

    /// <summary>The first line of a map; its first key where it has several lines, so that there is something to point at.</summary>
    internal static SourceSpan Head(YamlMapping? mapping, SourceSpan span) =>
        span.EndLine > span.StartLine && mapping is { IsFlow: false, EntryArray: { Length: > 0 } entries } ? entries[0].KeySpan : Head(span);

    private static KeyShape KeyOf(string section) => ManifestGrammar.Root.Keys[ManifestGrammar.Root.IndexOf(section)];

    private static string LowerFirst(string text) => char.ToLowerInvariant(text[0]) + text.Substring(1).TrimEnd('.');

    private static string Invariant(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Which keys of a shape were seen; no shape has more than 64.</summary>
    private struct KeySet
    {
        private ulong bits;

        public bool Add(int index)
        {
            var bit = 1UL << index;
            if ((bits & bit) != 0) return false;
            bits |= bit;
            return true;
        }
    }
}
