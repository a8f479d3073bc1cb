using System.Collections.Immutable;
using Legion.Build.Manifest.Reading;
using Microsoft.CodeAnalysis.Text;

namespace Legion.Build.CodeFixes.Manifests;

/// <summary>Mends all findings of one kind in a text.</summary>
internal static class ManifestMending
{
    /// <summary>More rounds than findings are reported.</summary>
    private const int MostRounds = 1_000;

    /// <summary>The text with every finding mended that has a fix of this kind.</summary>
    /// <param name="source">The manifest.</param>
    /// <param name="path">Its path.</param>
    /// <param name="ids">The rules.</param>
    /// <param name="key">The kind of fix: <see cref="ManifestEdit.Key"/>.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>
    /// Round by round, each on what the text says then: one mending may be all that another needed (a declared image is declared for every
    /// chart that names it), and two insertions may want one place. Replacements that do not touch are made in one round.
    /// </remarks>
    public static SourceText All(SourceText source, string path, ImmutableHashSet<string> ids, string? key, CancellationToken cancellation)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var changes = Apart(ChangesOf(source, path, ids, key));
            if (changes.Count == 0) return source;
            var mended = source.WithChanges(changes);
            // A fix that leaves its finding would go on for ever.
            if (mended.ContentEquals(source)) return source;
            source = mended;
        }

        return source;
    }

    private static IEnumerable<TextChange> ChangesOf(SourceText source, string path, ImmutableHashSet<string> ids, string? key)
    {
        foreach (var diagnostic in ManifestReader.Read(source.ToString(), path).Diagnostics)
        {
            if (!ids.Contains(diagnostic.Rule.Id)) continue;
            var finding = ManifestFinding.From(diagnostic, source, path);
            foreach (var edit in ManifestEdits.For(finding))
            {
                if (edit.Key == key) yield return edit.Change;
            }
        }
    }

    /// <summary>The replacements that do not touch; without any, the first insertion alone.</summary>
    private static List<TextChange> Apart(IEnumerable<TextChange> changes)
    {
        var apart = new List<TextChange>();
        TextChange? insertion = null;
        foreach (var change in changes.OrderBy(static c => c.Span.Start))
        {
            if (change.Span.IsEmpty) insertion ??= change;
            else if (apart.Count == 0 || apart[apart.Count - 1].Span.End < change.Span.Start) apart.Add(change);
        }

        if (apart.Count == 0 && insertion is { } only) apart.Add(only);
        return apart;
    }
}
