using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Yaml;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Legion.Build.CodeFixes.Manifests;

/// <summary>A finding in a manifest, with what a fix needs to know of the text around it.</summary>
internal sealed class ManifestFinding
{
    private ManifestFinding(string id, string message, TextSpan span, string? suggestion, string text, string path)
    {
        Id = id;
        Message = message;
        Span = span;
        Suggestion = suggestion;
        Text = text;
        Root = YamlReader.Read(text, path).Documents is { Count: > 0 } documents ? documents[0].Root as YamlMapping : null;
        NewLine = text.Contains("\r\n") ? "\r\n" : "\n";
    }

    public string Id { get; }

    public string Message { get; }

    public TextSpan Span { get; }

    public string? Suggestion { get; }

    public string Text { get; }

    public YamlMapping? Root { get; }

    public string NewLine { get; }

    /// <summary>The characters the finding is about.</summary>
    public string Marked => Text.Substring(Span.Start, Span.Length);

    /// <summary>The finding, or null when the text has moved on since it was made.</summary>
    public static ManifestFinding? From(Diagnostic diagnostic, SourceText source, string path)
    {
        if (diagnostic.Location.SourceSpan.End > source.Length) return null;
        diagnostic.Properties.TryGetValue("suggestion", out var suggestion);
        var message = diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        return new(diagnostic.Id, message, diagnostic.Location.SourceSpan, suggestion, source.ToString(), path);
    }

    /// <summary>A finding of the reader itself, in the text it was made from.</summary>
    public static ManifestFinding From(BuildDiagnostic finding, SourceText source, string path)
    {
        var span = finding.Location.Span;
        var suggestion = finding.Properties.FirstOrDefault(static p => p.Key == "suggestion")?.Value;
        return new(finding.Rule.Id, finding.Message, new TextSpan(span.Start, span.Length), suggestion, source.ToString(), path);
    }

    /// <summary>The entries from the root down to the one whose key or value the finding marks; empty when there is none.</summary>
    public IReadOnlyList<YamlEntry> Path()
    {
        var path = new List<YamlEntry>();
        if (Root is not null) Find(Root, path);
        return path;
    }

    /// <summary>The top-level section of a name: its entry, or null.</summary>
    public YamlEntry? Section(string name) => Root?.Find(name);

    private bool Find(YamlMapping mapping, List<YamlEntry> path)
    {
        foreach (var entry in mapping.Entries)
        {
            if (entry.IsMerged || entry.Value.IsAlias) continue;
            path.Add(entry);
            // Inside first: a block map begins where its first key does.
            if (entry.Value is YamlMapping nested && Find(nested, path)) return true;
            if (entry.KeySpan.Start == Span.Start || entry.Value.Span.Start == Span.Start) return true;
            if (entry.Value is YamlSequence list && list.Items.Any(item => item.Span.Start == Span.Start)) return true;
            path.RemoveAt(path.Count - 1);
        }

        return false;
    }
}
