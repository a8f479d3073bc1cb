using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Legion.Build.Manifest.Yaml;

/// <summary>Composes YamlDotNet's events to nodes.</summary>
internal sealed class YamlComposer
{
    private readonly string path;
    private readonly YamlEvents events;
    private readonly List<BuildDiagnostic> diagnostics = [];
    private readonly List<YamlDocument> documents = [];
    private Dictionary<string, YamlNode?>? anchors;
    private long expanded;
    private int depth;

    public YamlComposer(string text, string path)
    {
        this.path = path;
        events = new YamlEvents(text, path, diagnostics);
    }

    public YamlText Compose()
    {
        while (events.Next())
        {
            if (events.Current is not DocumentStart start) continue;
            anchors?.Clear();
            var from = events.Span(start.Start, start.End);
            if (!events.Next()) break;
            if (events.Current is DocumentEnd) continue;
            if (Node() is { } root) documents.Add(new(root, from));
        }

        return new(documents, diagnostics.ToEquatableArray());
    }

    /// <summary>Composes the node whose first event is current; null when the text ends within a key or the node is refused.</summary>
    private YamlNode? Node()
    {
        if (++expanded > YamlReader.MaximumNodes) return Refuse("has more than " + YamlReader.MaximumNodes + " nodes");
        switch (events.Current)
        {
            case Scalar scalar:
                var value = events.Scalar(scalar);
                if (!scalar.Anchor.IsEmpty) Define(scalar.Anchor, value);
                return value;
            case AnchorAlias alias:
                return Alias(alias);
            case MappingStart mapping:
                return Nested(mapping, mapping.Style == MappingStyle.Flow, isMapping: true);
            case SequenceStart sequence:
                return Nested(sequence, sequence.Style == SequenceStyle.Flow, isMapping: false);
            default:
                return null;
        }
    }

    private YamlNode? Nested(NodeEvent start, bool isFlow, bool isMapping)
    {
        if (depth == YamlReader.MaximumDepth) return Refuse("is nested deeper than " + YamlReader.MaximumDepth + " levels");
        depth++;
        // Announced before it is composed, so that an alias inside it is known to be circular and not merely unknown.
        if (!start.Anchor.IsEmpty) Define(start.Anchor, null);
        YamlNode node = isMapping ? Mapping(start, isFlow) : Sequence(start, isFlow);
        if (!start.Anchor.IsEmpty) Define(start.Anchor, node);
        depth--;
        return node;
    }

    private YamlSequence Sequence(NodeEvent start, bool isFlow)
    {
        var items = new List<YamlNode>();
        var weight = 1;
        while (events.Next() && events.Current is not SequenceEnd)
        {
            if (Node() is not { } item) continue;
            weight += item.Weight;
            items.Add(item);
        }

        var span = events.Span(start.Start, isFlow || items.Count == 0 ? events.End : null, items.Count == 0 ? null : items[items.Count - 1]);
        return new(span, YamlEvents.Tag(start), weight, [.. items], isFlow);
    }

    private YamlMapping Mapping(NodeEvent start, bool isFlow)
    {
        var entries = new List<YamlEntry>();
        var weight = 1;
        YamlNode? last = null;
        List<YamlNode>? merged = null;
        while (events.Next() && events.Current is not MappingEnd)
        {
            var key = Node();
            if (!events.Next()) break;
            var value = Node();
            if (key is null || value is null) continue;
            weight += key.Weight + value.Weight;
            last = value;
            if (key is YamlScalar { Text: "<<", Style: YamlScalarStyle.Plain, Tag: null }) (merged ??= []).Add(value);
            else entries.Add(YamlEntry.Create(key, value, isMerged: false));
        }

        var span = events.Span(start.Start, isFlow || last is null ? events.End : null, last);
        if (merged is not null) weight += Merge(entries, merged);
        return new(span, YamlEvents.Tag(start), weight, [.. entries], isFlow);
    }

    /// <summary>Adds what merge keys bring: own keys win, then the earlier map (yaml.org/type/merge.html).</summary>
    private int Merge(List<YamlEntry> entries, List<YamlNode> merged)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.Key is { } key) known.Add(key);
        }

        var weight = 0;
        foreach (var source in merged.SelectMany(static m => m is YamlSequence list ? list.Items : [m]))
        {
            if (source is not YamlMapping map)
            {
                Report(ManifestRules.YamlAlias, source.Span, "a merge key (<<) takes a map or a list of maps, not " + source.Noun);
                continue;
            }

            foreach (var entry in map.Entries)
            {
                if (entry.Key is null || !known.Add(entry.Key)) continue;
                expanded += entry.Value.Weight + 1;
                weight += entry.Value.Weight + 1;
                if (expanded > YamlReader.MaximumNodes)
                {
                    Refuse("has more than " + YamlReader.MaximumNodes + " nodes when its aliases are written out");
                    return weight;
                }

                entries.Add(YamlEntry.Create(entry.KeyNode, entry.Value, isMerged: true));
            }
        }

        return weight;
    }

    private YamlNode? Alias(AnchorAlias alias)
    {
        var name = alias.Value.Value;
        var span = events.Span(alias.Start, alias.End);
        if (anchors is null || !anchors.TryGetValue(name, out var node))
        {
            return Report(ManifestRules.YamlAlias, span, $"the alias *{name} names no anchor before it; write &{name} at the value it should repeat");
        }

        if (node is null)
        {
            return Report(ManifestRules.YamlAlias, span, $"the alias *{name} stands inside the value it names; a value cannot contain itself");
        }

        expanded += node.Weight;
        return expanded > YamlReader.MaximumNodes
            ? Refuse("has more than " + YamlReader.MaximumNodes + " nodes when its aliases are written out")
            : node.At(span);
    }

    private void Define(AnchorName anchor, YamlNode? node) => (anchors ??= new(StringComparer.Ordinal))[anchor.Value] = node;

    private YamlScalar Report(Rule rule, SourceSpan span, string what)
    {
        diagnostics.Add(rule.At(new(path, span), what));
        // A hole would shift what follows; an empty value keeps every entry and element in its place.
        return YamlScalar.Create(span, null, string.Empty, YamlScalarStyle.Plain);
    }

    /// <summary>Ends the reading: what follows would only cost.</summary>
    private YamlNode? Refuse(string what)
    {
        if (!events.Stopped) diagnostics.Add(ManifestRules.YamlLimit.At(new(path, events.CurrentSpan), what));
        events.Stop();
        return null;
    }
}
