using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Naming;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Manifest.Reading;

/// <summary>Collects findings, and remembers which entries of the manifest they make unusable.</summary>
internal sealed class Findings(string path)
{
    /// <summary>More than anybody reads; what is beyond is dropped, for a text that is wrong everywhere must not take the memory.</summary>
    private const int Most = 1000;

    /// <summary>Beyond this many misspellings no nearest word is looked for: each look compares with all that exists.</summary>
    private const int MostSuggestions = 100;

    private readonly List<BuildDiagnostic> all = [];
    private readonly HashSet<YamlEntry> spoilt = [];
    private int suggestions;

    /// <summary>The artifact, repository or channel that is being looked at; an error found now is its error.</summary>
    public YamlEntry? Owner { get; set; }

    /// <summary>True when further findings are dropped.</summary>
    public bool IsFull => all.Count >= Most;

    /// <summary>True when findings or suggestions were dropped, so that which are there depends on the order of looking.</summary>
    public bool IsSelective => IsFull || suggestions > MostSuggestions;

    /// <summary>True when an error concerns any entry.</summary>
    public bool SpoilAny => spoilt.Count > 0;

    /// <summary>True when an error concerns this entry.</summary>
    public bool Spoils(YamlEntry entry) => spoilt.Count > 0 && spoilt.Contains(entry);

    /// <summary>Makes an entry unusable without a finding of its own.</summary>
    public void Spoil(YamlEntry entry) => spoilt.Add(entry);

    /// <summary>What was probably meant, or null.</summary>
    public string? Nearest(string word, IEnumerable<string> candidates) => suggestions++ < MostSuggestions ? Spelling.Nearest(word, candidates) : null;

    public void Add(Rule rule, SourceSpan at, params object?[] arguments) => Add(rule, at, null, null, arguments);

    /// <summary>Adds a finding whose mending is the replacement of the span by <paramref name="suggestion"/>.</summary>
    public void AddWithSuggestion(Rule rule, SourceSpan at, string? suggestion, params object?[] arguments) => Add(rule, at, suggestion, null, arguments);

    /// <summary>Adds a finding that another place belongs to.</summary>
    public void AddRelated(Rule rule, SourceSpan at, SourceSpan related, params object?[] arguments) => Add(rule, at, null, related, arguments);

    public void AddRange(IEnumerable<BuildDiagnostic> findings) => all.AddRange(findings);

    /// <summary>All findings in text order; equal ones, which a value reached through aliases gives, once.</summary>
    public EquatableArray<BuildDiagnostic> ToArray() => all.Count == 0 ? default : all
        .Distinct()
        .OrderBy(static f => f.Location.Span.Start)
        .ThenBy(static f => f.Rule.Id, StringComparer.Ordinal)
        .ToEquatableArray();

    private void Add(Rule rule, SourceSpan at, string? suggestion, SourceSpan? related, object?[] arguments)
    {
        if (Owner is not null && rule.Severity == RuleSeverity.Error) spoilt.Add(Owner);
        if (IsFull) return;
        var finding = rule.At(new(path, at), arguments);
        if (suggestion is not null) finding = finding with { Properties = EquatableArray.Of(new Setting("suggestion", suggestion)) };
        if (related is { } other) finding = finding with { Related = EquatableArray.Of(new SourceLocation(path, other)) };
        all.Add(finding);
    }
}
