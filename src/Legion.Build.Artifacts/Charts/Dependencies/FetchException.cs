using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Charts.Dependencies;

/// <summary>Why a dependency could not be had.</summary>
internal sealed class FetchException : Exception
{
    /// <summary>A rule and what fills its message.</summary>
    public FetchException(Rule rule, params object?[] arguments)
        : base(rule.Title) => (Rule, Arguments) = (rule, arguments);

    /// <summary>The rule.</summary>
    public Rule Rule { get; }

    /// <summary>What fills its message.</summary>
    public object?[] Arguments { get; }
}
