using System.Text;

using Legion.Build.Artifacts.Charts.Versions;
using Legion.Build.Artifacts.Files;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Charts.Index;

/// <summary>Adds versions to a Helm repository's index.yaml; every byte that was there stays, in its order.</summary>
/// <remarks>
/// A new version goes before the first lower one of its chart, a new chart where its name sorts. <c>created</c> of existing
/// entries and <c>generated</c> of the index stay as they are (helm #7363). Reads YAML in block style and JSON.
/// </remarks>
public sealed class ChartIndexEditor
{
    private readonly string path;
    private readonly Action<BuildDiagnostic> report;
    private byte[] content;
    private (int At, int Length, byte[] Text) edit = (0, 0, []);

    /// <summary>Edits an index.</summary>
    /// <param name="content">The index's bytes; empty for a new one.</param>
    /// <param name="path">What findings call it.</param>
    /// <param name="report">Takes the findings.</param>
    public ChartIndexEditor(byte[] content, string path, Action<BuildDiagnostic> report) => (this.content, this.path, this.report) = (content, path, report);

    /// <summary>The index as it is now.</summary>
    public ReadOnlyMemory<byte> Content
    {
        get
        {
            Apply();
            return content;
        }
    }

    /// <summary>Writes the index as it is now, without putting it together in memory first: an index has megabytes, an entry some lines.</summary>
    /// <param name="path">Absolute path; the file is there whole or not at all.</param>
    public void Write(string path)
    {
        ReadOnlyMemory<byte>[] parts = [content.AsMemory(0, edit.At), edit.Text, content.AsMemory(edit.At + edit.Length)];
        AtomicFile.Write(path, parts);
    }

    /// <summary>The versions of a chart, in the index's order; empty when it has none.</summary>
    /// <param name="chart">The chart's name.</param>
    public IReadOnlyList<ListedVersion> Versions(string chart)
    {
        Apply();
        if (IndexLayout.TryFind(content) is { } layout)
        {
            if (layout.Find(chart) is not { } stretch || IndexItems.Read(content, stretch.Start, stretch.End, LineOf(stretch.Start)) is not { } items) return [];
            return [.. items.Select(i => IndexItems.Parse(content, i.Start, i.End, i.Line))];
        }

        return FlowIndex.TryRead(content)?.Versions(chart) ?? [];
    }

    /// <summary>Adds an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="replace">True to replace a version that is there with other bytes (a mutable channel).</param>
    public ChartIndexChange Add(ChartIndexEntry entry, bool replace = false)
    {
        Apply();
        if (content.AsSpan().Trim(" \r\n\t"u8).Length == 0)
        {
            var text = "apiVersion: v1\nentries:\n  " + KeyText(entry) + ":\n" + IndexEntryText.Write(entry, 2, "\n") + "generated: \"" + entry.Created + "\"\n";
            content = Encoding.UTF8.GetBytes(text);
            return ChartIndexChange.Added;
        }

        if (IndexLayout.TryFind(content) is { } layout) return AddTo(layout, entry, replace);
        return AddToFlow(entry, replace);
    }

    private static string KeyText(ChartIndexEntry entry) => Stamping.ScalarText.Write(entry.Metadata.Name, null);

    private ChartIndexChange AddTo(IndexLayout layout, ChartIndexEntry entry, bool replace)
    {
        var newline = content.AsSpan().IndexOf((byte)'\n') is > 0 and var first && content[first - 1] == '\r' ? "\r\n" : "\n";
        if (layout.Twice() is { } twice) return Unreadable($"'{twice}' is written twice, and Helm reads no such index; put its versions under one of the two");
        var name = entry.Metadata.Name;
        if (layout.Find(name) is not { } stretch)
        {
            var indent = layout.KeyIndent < 0 ? 2 : layout.KeyIndent;
            var lines = new string(' ', indent) + KeyText(entry) + ":" + newline + IndexEntryText.Write(entry, indent, newline);
            Splice(PlaceOf(layout, name), 0, lines, newline);
            return ChartIndexChange.Added;
        }

        if (IndexItems.Read(content, stretch.Start, stretch.End, LineOf(stretch.Start)) is not { } items)
        {
            return Unreadable($"the versions of '{name}' are not written as a list of blocks");
        }

        if (items.Count == 0)
        {
            var key = new string(' ', layout.KeyIndent) + KeyText(entry) + ":" + newline;
            Splice(stretch.Start, IndexLayout.LineEnd(content, stretch.Start) - stretch.Start, key + IndexEntryText.Write(entry, layout.KeyIndent, newline), newline);
            return ChartIndexChange.Added;
        }

        return AddTo(items, entry, replace, newline);
    }

    private ChartIndexChange AddTo(List<ListedVersion> items, ChartIndexEntry entry, bool replace, string newline)
    {
        ReportInvalid(items, entry.Metadata.Name);
        var indent = content.AsSpan(items[0].Start).IndexOfAnyExcept((byte)' ');
        var text = IndexEntryText.Write(entry, indent, newline);
        var known = items.Find(i => i.Version == entry.Metadata.Version);
        if (known is null)
        {
            var lower = Lower(items, entry.Metadata.Version);
            Splice(lower?.Start ?? items[^1].End, 0, text, newline);
            return ChartIndexChange.Added;
        }

        var change = Compare(known, entry, replace);
        if (change == ChartIndexChange.Replaced) Splice(known.Start, known.End - known.Start, text, newline);
        return change;
    }

    private ChartIndexChange AddToFlow(ChartIndexEntry entry, bool replace)
    {
        if (FlowIndex.TryRead(content) is not { } flow) return Unreadable("it is a YAML map with 'entries' neither in block style nor as JSON");
        var items = flow.Versions(entry.Metadata.Name);
        ReportInvalid(items, entry.Metadata.Name);
        var known = items.FirstOrDefault(i => i.Version == entry.Metadata.Version);
        var change = known is null ? ChartIndexChange.Added : Compare(known, entry, replace);
        if (change is ChartIndexChange.Added or ChartIndexChange.Replaced) content = flow.Put(entry, known, Lower(items, entry.Metadata.Version));
        return change;
    }

    private ChartIndexChange Compare(ListedVersion known, ChartIndexEntry entry, bool replace)
    {
        if (known.Digest == IndexItems.Hex(entry.Digest)) return ChartIndexChange.Unchanged;
        if (replace) return ChartIndexChange.Replaced;
        var digest = known.Digest.Length == 0 ? "none" : known.Digest;
        report(ChartRules.IndexConflict.At(At(known), entry.Metadata.Name, entry.Metadata.Version, digest, entry.Digest));
        return ChartIndexChange.Refused;
    }

    private void ReportInvalid(IEnumerable<ListedVersion> items, string name)
    {
        foreach (var item in items)
        {
            if (item.Version.Length == 0) report(ChartRules.IndexEntryBroken.At(At(item), name, "it has no version"));
            else if (!ChartVersion.TryParse(item.Version, out _)) report(ChartRules.IndexInvalidVersion.At(At(item), name, item.Version));
        }
    }

    /// <summary>The first entry with a lower version; entries whose version is none are passed over.</summary>
    private static ListedVersion? Lower(IEnumerable<ListedVersion> items, string version)
    {
        if (!ChartVersion.TryParse(version, out var added)) return null;
        return items.FirstOrDefault(i => ChartVersion.TryParse(i.Version, out var v) && v < added);
    }

    private SourceLocation At(ListedVersion item) => new(path, new(0, 0, Math.Max(item.Line - 1, 0), 0, Math.Max(item.Line - 1, 0), 1));

    private int LineOf(int offset) => content.AsSpan(0, offset).Count((byte)'\n') + 1;

    private static int PlaceOf(IndexLayout layout, string name)
    {
        foreach (var (chart, start) in layout.Charts)
        {
            if (string.CompareOrdinal(chart, name) > 0) return start;
        }

        return layout.End;
    }

    private ChartIndexChange Unreadable(string why)
    {
        report(ChartRules.IndexUnreadable.At(SourceLocation.File(path), why));
        return ChartIndexChange.Unreadable;
    }

    private void Splice(int at, int length, string text, string newline)
    {
        if (at > 0 && content[at - 1] != '\n') text = newline + text; // the last line had no newline
        edit = (at, length, Encoding.UTF8.GetBytes(text));
    }

    private void Apply()
    {
        if (edit is (_, 0, { Length: 0 })) return;
        var (at, length, insert) = edit;
        var result = GC.AllocateUninitializedArray<byte>(content.Length - length + insert.Length);
        content.AsSpan(0, at).CopyTo(result);
        insert.CopyTo(result, at);
        content.AsSpan(at + length).CopyTo(result.AsSpan(at + insert.Length));
        content = result;
        edit = (0, 0, []);
    }
}
