using Legion.Build.Manifest.Model;

namespace Legion.Build.Manifest.Diagnostics;

/// <summary>A finding: a rule, the words, the place. Equal when all of them are.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Message">The message, complete.</param>
/// <param name="Location">Where.</param>
public sealed record BuildDiagnostic(Rule Rule, string Message, SourceLocation Location)
{
    /// <summary>Other places that belong to it, such as the first of two equal names.</summary>
    public EquatableArray<SourceLocation> Related { get; init; }

    /// <summary>What a code fix needs, such as <c>suggestion</c>.</summary>
    public EquatableArray<Setting> Properties { get; init; }
}
