using System.Text.RegularExpressions;

using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Charts.Linting;

/// <summary>Checks of the Kubernetes objects in a template, as far as they are written literally.</summary>
/// <remarks>Read line by line: one expression over a whole template backtracks for minutes on real charts.</remarks>
internal sealed partial class ObjectLint
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int Timeout = 10_000;
    private readonly ChartFile file;
    private readonly bool isPlain;
    private readonly Action<BuildDiagnostic> report;
    private readonly List<Word> kinds = [];
    private readonly List<Word> versions = [];
    private readonly List<Word> names = [];

    private ObjectLint(ChartFile file, bool isPlain, Action<BuildDiagnostic> report) => (this.file, this.isPlain, this.report) = (file, isPlain, report);

    /// <summary>Runs them on each document.</summary>
    public static void Run(ChartFile file, bool isPlain, Action<BuildDiagnostic> report)
    {
        var lint = new ObjectLint(file, isPlain, report);
        var (start, at, number, inMetadata) = (0, 0, 0, false);
        foreach (var line in file.Text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("---"))
            {
                lint.Document(file.Text.AsSpan(start, at - start));
                (start, inMetadata) = (at, false);
            }

            lint.Line(line, number++, ref inMetadata);
            at += line.Length;
            at += at < file.Text.Length && file.Text[at] == '\r' && at + 1 < file.Text.Length && file.Text[at + 1] == '\n' ? 2 : 1;
        }

        lint.Document(file.Text.AsSpan(start));
    }

    private void Line(ReadOnlySpan<char> line, int number, ref bool inMetadata)
    {
        if (line.StartsWith("kind:")) Add(kinds, Kind(), line, number);
        else if (line.StartsWith("apiVersion:")) Add(versions, ApiVersion(), line, number);
        if (inMetadata && line.StartsWith("  name:"))
        {
            Add(names, Name(), line, number);
            inMetadata = false; // of one object only the first name counts
        }

        if (line.Length > 0 && line[0] != ' ') inMetadata = line.TrimEnd().SequenceEqual("metadata:");
    }

    private static void Add(List<Word> words, Regex form, ReadOnlySpan<char> line, int number)
    {
        if (form.Match(line.ToString()).Groups["value"] is { Success: true } value) words.Add(new(value.Value, number, value.Index));
    }

    private void Document(ReadOnlySpan<char> document)
    {
        // Two kinds or versions in one document are branches of an if: which one is rendered is not known here.
        if (kinds.Count == 1)
        {
            var kind = kinds[0];
            if (versions.Count == 1 && DeprecatedApis.Find(versions[0].Text, kind.Text) is { } deprecated)
            {
                report(ChartRules.DeprecatedApi.At(At(versions[0]), versions[0].Text + " " + kind.Text, deprecated));
            }

            Word? name = names.Count == 1 ? names[0] : null;
            if (name is { } written && !written.Text.Contains("{{", StringComparison.Ordinal) && ObjectNames.Fault(kind.Text, written.Text) is { } fault)
            {
                report(ChartRules.ObjectName.At(At(written), written.Text, fault));
            }

            if (kind.Text is "Deployment" or "ReplicaSet" or "DaemonSet" or "StatefulSet" && !Selects(document)) report(ChartRules.SelectorMissing.At(At(kind), kind.Text, name is { } n ? $"'{n.Text}'" : "this one"));
            if (kind.Text == "List" && HasPolicyInItems(document)) report(ChartRules.ListPolicy.At(At(kind)));
        }

        kinds.Clear();
        versions.Clear();
        names.Clear();
    }

    /// <summary>Whether the document has a selector, or includes what may hold one.</summary>
    private bool Selects(ReadOnlySpan<char> document) =>
        document.Contains("matchLabels", StringComparison.Ordinal) || document.Contains("matchExpressions", StringComparison.Ordinal) || (!isPlain && Includes().IsMatch(document));

    /// <summary>Whether an item has the annotation; on the list itself it means something.</summary>
    private static bool HasPolicyInItems(ReadOnlySpan<char> document)
    {
        var inItems = false;
        foreach (var line in document.EnumerateLines())
        {
            if (line.Length > 0 && line[0] is not (' ' or '-' or '#' or '{')) inItems = line.StartsWith("items:");
            if (inItems && line.Contains("helm.sh/resource-policy", StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private SourceLocation At(Word word) => new(file.Origin, new(0, word.Text.Length, word.Line, word.Column, word.Line, word.Column + word.Text.Length));

    [GeneratedRegex(@"^kind:[ ]*[""']?(?<value>[A-Za-z]+)[""']?[ \r]*\z", Options, Timeout)]
    private static partial Regex Kind();

    [GeneratedRegex(@"^apiVersion:[ ]*[""']?(?<value>[a-z0-9./]+)[""']?[ \r]*\z", Options, Timeout)]
    private static partial Regex ApiVersion();

    [GeneratedRegex(@"^  name:[ ]*[""']?(?<value>[^\s""'#]+)[""']?[ \r]*\z", Options, Timeout)]
    private static partial Regex Name();

    // An action that stands as a value (app: {{ template "name" . }}) gives a word; one on lines of its own, or indented, may give the selector.
    [GeneratedRegex(@"^[ ]*\{\{-?[ ]*(include|template|tpl|toYaml)\b|\{\{[^{}]*\bn?indent[ ]+[0-6]\b", Options | RegexOptions.Multiline, Timeout)]
    private static partial Regex Includes();

    /// <summary>A value and where it stands.</summary>
    private readonly record struct Word(string Text, int Line, int Column);
}
