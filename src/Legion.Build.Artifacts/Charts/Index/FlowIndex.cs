using System.Text;

using Legion.Build.Artifacts.Charts.OciForm;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Artifacts.Charts.Index;

/// <summary>An index written as JSON or in YAML's flow style, which Helm reads as well.</summary>
internal sealed class FlowIndex
{
    private readonly string text;
    private readonly YamlMapping root;
    private readonly YamlMapping? entries;

    private FlowIndex(string text, YamlMapping root)
    {
        (this.text, this.root) = (text, root);
        entries = root.Find("entries")?.Value as YamlMapping;
    }

    /// <summary>Reads it; null when it is no map, or its entries are no map in flow style.</summary>
    public static FlowIndex? TryRead(ReadOnlySpan<byte> content)
    {
        var decoded = Encoding.UTF8.GetString(content);
        var reading = YamlReader.Read(decoded, "index.yaml");
        if (!reading.IsWellFormed || reading.Documents.Count == 0 || reading.Documents[0].Root is not YamlMapping map) return null;
        var value = map.Find("entries")?.Value;
        return value is null or YamlScalar { IsNull: true } || value is YamlMapping { IsFlow: true } ? new(decoded, map) : null;
    }

    /// <summary>The versions of a chart.</summary>
    public IReadOnlyList<ListedVersion> Versions(string chart) =>
        entries?.Find(chart)?.Value is YamlSequence list
            ? [.. list.Items.Select(static i => IndexItems.Listed(i as YamlMapping, i.Span.Start, i.Span.Start + i.Span.Length, i.Span.StartLine + 1))]
            : [];

    /// <summary>The index with an entry added or replaced.</summary>
    public byte[] Put(ChartIndexEntry entry, ListedVersion? replaced, ListedVersion? before)
    {
        var json = ChartJson.IndexEntry(entry);
        var name = ChartJson.Text(entry.Metadata.Name);
        string result;
        if (replaced is not null) result = text[..replaced.Start] + json + text[replaced.End..];
        else if (before is not null) result = text[..before.Start] + json + "," + text[before.Start..];
        else if (entries?.Find(entry.Metadata.Name)?.Value is YamlSequence list) result = InsertLast(list.Span.Start + list.Span.Length - 1, json, list.Items.Count == 0);
        else if (entries is not null) result = InsertLast(entries.Span.Start + entries.Span.Length - 1, name + ":[" + json + "]", entries.Entries.Count == 0);
        else if (root.IsFlow) result = InsertLast(root.Span.Start + root.Span.Length - 1, "\"entries\":{" + name + ":[" + json + "]}", root.Entries.Count == 0);
        else result = (text.EndsWith('\n') ? text : text + "\n") + "entries:\n  " + name + ":\n" + IndexEntryText.Write(entry, 2, "\n");
        return Encoding.UTF8.GetBytes(result);
    }

    private string InsertLast(int close, string element, bool isFirst)
    {
        var at = close;
        while (char.IsWhiteSpace(text[at - 1])) at--;
        return text[..at] + (isFirst ? "" : ",") + element + text[at..];
    }
}
