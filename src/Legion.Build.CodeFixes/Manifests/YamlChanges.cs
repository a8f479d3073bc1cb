using Legion.Build.Manifest.Yaml;
using Microsoft.CodeAnalysis.Text;

namespace Legion.Build.CodeFixes.Manifests;

/// <summary>Changes of YAML text that leave everything else, comments and layout included, as it was.</summary>
internal static class YamlChanges
{
    /// <summary>Puts an entry before the others of a map.</summary>
    public static TextChange InsertFirst(ManifestFinding finding, YamlMapping map, string entry)
    {
        var start = map.Span.Start;
        if (!map.IsFlow) return Insert(start, entry + finding.NewLine + Indentation(finding.Text, start));
        return Insert(start + 1, map.Entries.Count == 0 ? " " + entry + " " : " " + entry + ",");
    }

    /// <summary>Puts an entry after the others of a map.</summary>
    public static TextChange InsertLast(ManifestFinding finding, YamlMapping map, string entry)
    {
        if (map.Entries.Count == 0 || map.IsFlow) return InsertFirst(finding, map, entry);
        var end = EndOfLine(finding.Text, End(map));
        return Insert(end, finding.NewLine + Indentation(finding.Text, map.Span.Start) + entry);
    }

    /// <summary>Puts an entry into a top-level section, which is made when it is not there; null when the section is no map.</summary>
    public static TextChange? InsertInto(ManifestFinding finding, string section, string entry)
    {
        var line = finding.NewLine;
        switch (finding.Section(section))
        {
            case null:
                var before = finding.Text.Length == 0 || finding.Text[finding.Text.Length - 1] == '\n' ? "" : line;
                return Insert(finding.Text.Length, before + line + section + ":" + line + "  " + entry + line);
            case { Value: YamlMapping { IsAlias: false } map }:
                return InsertLast(finding, map, entry);
            case { Value: YamlScalar { IsNull: true, Text.Length: 0 } } empty:
                return Insert(EndOfLine(finding.Text, empty.KeySpan.Start + empty.KeySpan.Length), line + "  " + entry);
            default:
                return null;
        }
    }

    /// <summary>Puts an item after the others of a list.</summary>
    public static TextChange InsertLast(ManifestFinding finding, YamlSequence list, string item)
    {
        if (list.Items.Count == 0) return Insert(list.Span.Start + 1, item);
        var last = End(list.Items[list.Items.Count - 1]);
        if (list.IsFlow) return Insert(last, ", " + item);
        return Insert(EndOfLine(finding.Text, last), finding.NewLine + Indentation(finding.Text, list.Span.Start) + "- " + item);
    }

    /// <summary>Takes an entry out of its map, with its line or its comma; null when it is the only one.</summary>
    public static TextChange? Remove(ManifestFinding finding, YamlMapping map, YamlEntry entry)
    {
        var index = map.Entries.TakeWhile(e => e != entry).Count();
        if (map.Entries.Count < 2 || index == map.Entries.Count) return null;
        if (map.IsFlow)
        {
            return index + 1 < map.Entries.Count
                ? new TextChange(TextSpan.FromBounds(entry.KeySpan.Start, map.Entries[index + 1].KeySpan.Start), "")
                : new TextChange(TextSpan.FromBounds(End(map.Entries[index - 1]), End(entry)), "");
        }

        var start = entry.KeySpan.Start;
        if (index + 1 < map.Entries.Count) return new TextChange(TextSpan.FromBounds(start, map.Entries[index + 1].KeySpan.Start), "");
        return new TextChange(TextSpan.FromBounds(EndOfLine(finding.Text, End(map.Entries[index - 1])), EndOfLine(finding.Text, End(entry))), "");
    }

    /// <summary>Where an entry ends.</summary>
    private static int End(YamlEntry entry) => entry.Value is YamlScalar { Text.Length: 0, Span.Length: 0 }
        ? entry.KeySpan.Start + entry.KeySpan.Length + 1
        : End(entry.Value);

    // A block's own span may reach over blank lines and comments to the next token; its last value's does not.
    private static int End(YamlNode node) => node switch
    {
        YamlMapping { IsFlow: false, IsAlias: false, Entries.Count: > 0 } map when map.Entries.LastOrDefault(static e => !e.IsMerged) is { } last => End(last),
        YamlSequence { IsFlow: false, IsAlias: false, Items.Count: > 0 } list => End(list.Items[list.Items.Count - 1]),
        _ => node.Span.Start + node.Span.Length,
    };

    private static TextChange Insert(int at, string text) => new(new TextSpan(at, 0), text);

    private static int EndOfLine(string text, int from)
    {
        var end = text.IndexOf('\n', Math.Min(from, text.Length));
        if (end < 0) return text.Length;
        return end > from && text[end - 1] == '\r' ? end - 1 : end;
    }

    private static string Indentation(string text, int at)
    {
        var lineStart = at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;
        return new string(' ', at - lineStart);
    }
}
