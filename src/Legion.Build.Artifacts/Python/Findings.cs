using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Python;

/// <summary>The findings of one package, in the order they were made.</summary>
internal sealed class Findings
{
    private readonly List<BuildDiagnostic> found = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<BuildDiagnostic> All => found;

    /// <summary>True when one is an error.</summary>
    public bool HasErrors => found.Exists(static d => d.Rule.Severity == RuleSeverity.Error);

    /// <summary>Adds a finding.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="location">Where.</param>
    /// <param name="arguments">What fills the rule's message.</param>
    public void Add(Rule rule, SourceLocation location, params object?[] arguments) => found.Add(rule.At(location, arguments));

    /// <summary>Adds a finding of an earlier build whose cause is still there.</summary>
    /// <param name="rule">The rule's id; one that is no more is forgotten.</param>
    /// <param name="location">Where.</param>
    /// <param name="message">The message as it was.</param>
    public void AddAgain(string rule, SourceLocation location, string message)
    {
        if (PythonRules.All.FirstOrDefault(r => r.Id == rule) is { } known) found.Add(new BuildDiagnostic(known, message, location));
    }
}
